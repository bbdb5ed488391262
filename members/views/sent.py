"""What a form was sent with."""


def sent(request):
    """The fields of a form that was sent, or None. A form sent with nothing in it was sent, too."""
    return request.POST if request.method == "POST" else None
