import pytest

from workstreams.markup.language import language_of

SAID = {
    "en": ["I agree with the proposal.", "The regulator needs three months, not two.", "Could somebody say who pays?"],
    "fr": ["Je suis d'accord avec la proposition.", "Qui va payer pour tout cela ?"],
    "es": ["Estoy de acuerdo con la propuesta.", "¿Quién paga por esto?"],
    "de": ["Ich stimme dem Vorschlag zu.", "Wer bezahlt das eigentlich?"],
    "pt": ["O regulador precisa de três meses, não de dois.", "Obrigado, isso ajuda muito."],
    "it": ["Chi paga per tutto questo?"],
    "ru": ["Кто за это платит?"],
    "ar": ["من يدفع ثمن هذا؟"],
    "zh": ["我同意这个提案。", "谢谢，这很有帮助。", "我们用 GPT-4 测试了模型。"],
    "ja": ["この提案に賛成です。", "GPT-4 のモデルを試しました。"],
    "ko": ["이 제안에 동의합니다."],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SAID.items() for text in texts])
def test_the_language_of_a_short_post_is_told(code, text):
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "+1", "OK", "2025-11-03", "https://example.org/the/regulator/needs/three/months", "GPT-4o", "\x00\n"]
)
def test_what_is_no_language_is_not_guessed(text):
    assert language_of(text) == ""


def test_a_foreign_word_does_not_change_the_language():
    assert language_of("Le mot 人工智能 veut dire intelligence artificielle, comme chacun le sait.") == "fr"
