import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models

# The five sectors and a first version of the participation rules, which the secretariat can change afterwards.
SECTORS = [
    ("private-sector", "Private sector", "Private sector", "Pr", "Companies and business associations of any size", "private"),
    ("public-sector", "Public sector", "Public sector", "Pu", "Governments, ministries and regulators", "public"),
    ("civil-society", "Civil society", "Civil society", "Cs", "Charities, unions, consumer, rights and community groups", "civil"),
    ("academia-and-technical-community", "Academia and technical community", "Academia and technical", "Ac", "Universities, research bodies, standards engineers, open source", "academia"),
    ("international-organisations", "International organisations", "International organisations", "Io", "Bodies formed by states or by treaty, development banks", "international"),
]

RULES = """\
These rules hold wherever members of the alliance write. They are short so that everybody can know them.

## 1 Who speaks

1.1 You write under your own name, and your sector and organisation stand beside what you write.

1.2 If you represent an organisation, say when you speak for yourself instead.

1.3 Say so when you or your organisation would gain from what you propose.

## 2 How we speak

2.1 Speak to the argument, not to the person.

2.2 Leave room: others may need to ask at home before they answer.

2.3 Write so that people from another sector and another country understand you.

## 3 What we share

3.1 What a group says in a private room stays in it. Do not quote it elsewhere.

3.2 Share only what you may share. Confidential material of others does not belong here.

3.3 No advertising.

## 4 When a rule is broken

4.1 Anyone can flag a post. A lead of the group reads it and decides; nothing is hidden by counting flags.

4.2 Who is restricted is told what, why and for how long.
"""


def found(apps, schema_editor):
    Sector = apps.get_model("members", "Sector")
    for position, (slug, name, short_name, code, description, mark) in enumerate(SECTORS, start=1):
        Sector.objects.create(
            slug=slug,
            name=name,
            short_name=short_name,
            code=code,
            description=description,
            mark=mark,
            position=position * 10,
        )
    apps.get_model("members", "RulesVersion").objects.create(version="1.0", body=RULES)


# The fields of expertise that the list begins with. The secretariat adds, renames and merges them.
FIELDS = [
    "Accountability and redress",
    "AI safety and alignment",
    "Audit and assurance",
    "Biometrics",
    "Children and young people",
    "Competition and markets",
    "Cybersecurity",
    "Data protection and privacy",
    "Education and skills",
    "Elections and public debate",
    "Energy and environment",
    "Evaluation and testing",
    "Financial services",
    "Generative AI",
    "Health",
    "Human rights",
    "Incident reporting",
    "Intellectual property",
    "International law and trade",
    "Interoperability and standards",
    "Labour and employment",
    "Language technology",
    "Law enforcement and justice",
    "Public procurement",
    "Risk management",
    "Supply chains and computing power",
    "Transparency and documentation",
]


def fill(apps, schema_editor):
    expertise = apps.get_model("members", "Expertise")
    expertise.objects.bulk_create(expertise(name=name) for name in FIELDS)


# Pages that are kept drawn show names: of those who spoke, of their organisations and sectors. They ask this number
# whether what they keep still holds, so the number has to rise in the transaction that changes a name, whoever changes
# it and how. A row that somebody else is just counting in is passed over: nobody waits, and nobody waits in a ring.
# Upper floors count with the same function what they show beside names.
COUNT = """
CREATE FUNCTION members_register_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE members_registerversion SET changes = changes + 1
        WHERE id = (SELECT id FROM members_registerversion ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO members_registerversion (changes) VALUES (1);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER register_changed AFTER UPDATE OF name, is_active, is_staff OR DELETE ON members_member
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OF state, rules_id, member_id OR DELETE ON members_membership
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER UPDATE OF name OR DELETE ON members_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON members_sector
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON members_affiliation
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
"""
STOP = """
DROP TRIGGER register_changed ON members_member;
DROP TRIGGER register_changed ON members_membership;
DROP TRIGGER register_changed ON members_organisation;
DROP TRIGGER register_changed ON members_sector;
DROP TRIGGER register_changed ON members_affiliation;
DROP FUNCTION members_register_changed();
"""


class Migration(migrations.Migration):

    replaces = [
        ('members', '0001_initial'),
        ('members', '0002_sectors_and_rules'),
        ('members', '0003_people_brought_in'),
        ('members', '0004_people'),
        ('members', '0005_sessions_ended'),
        ('members', '0006_fields_of_expertise'),
        ('members', '0007_organisation_names'),
        ('members', '0008_download_attempts'),
        ('members', '0009_invitation_attempts'),
        ('members', '0010_handles'),
        ('members', '0011_handles_for_everybody'),
        ('members', '0012_former_handles'),
        ('members', '0013_register_version'),
        ('members', '0014_former_handles_by_index'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='RulesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=16, unique=True, verbose_name='version')),
                ('body', models.TextField(help_text='Markdown. Numbered paragraphs can be referred to: rule 2.1.', verbose_name='text')),
                ('in_force_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='in force from')),
            ],
            options={
                'verbose_name': 'version of the participation rules',
                'verbose_name_plural': 'participation rules',
                'ordering': ['-in_force_from'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('imported_address', models.CharField(blank=True, editable=False, max_length=254, verbose_name='address in the archive')),
                ('is_fictitious', models.BooleanField(default=False, help_text='Made up for a demonstration.', verbose_name='fictitious')),
                ('is_staff', models.BooleanField(default=False, help_text='May work in this administration.', verbose_name='secretariat')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='account made')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased')),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False, verbose_name='times signed out everywhere')),
                ('handle', models.CharField(blank=True, help_text='What others write to call you, as in @amara.diallo.', max_length=40, verbose_name='handle')),
                ('former_handles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=None, verbose_name='former handles')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'ordering': ['name'],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['former_handles'], name='member_by_former_handle'),
                ],
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='member_email_unique', violation_error_message='A member with this address is here already.'),
                    models.UniqueConstraint(django.db.models.functions.text.Lower('imported_address'), condition=models.Q(('imported_address', ''), _negated=True), name='member_imported_address_unique'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='member_has_a_name'),
                    models.CheckConstraint(condition=models.Q(models.Q(('email__isnull', False), ('erased_at', None), ('imported_address', '')), models.Q(('email__isnull', True), ('erased_at', None), models.Q(('imported_address', ''), _negated=True)), models.Q(('email__isnull', True), ('erased_at__isnull', False), ('imported_address', ''), ('is_active', False)), _connector='OR'), name='member_has_email_or_was_imported_or_erased'),
                    models.UniqueConstraint(models.F('handle'), condition=models.Q(('handle', ''), _negated=True), name='member_handle_unique', violation_error_message='Somebody else has this handle.'),
                    models.CheckConstraint(condition=models.Q(('handle', ''), ('handle__regex', '^[a-z0-9]+([._-][a-z0-9]+)*$'), _connector='OR'), name='member_handle_in_form'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('active', 'Active'), ('declined', 'Declined'), ('suspended', 'Suspended'), ('ended', 'Ended')], default='applied', max_length=16, verbose_name='state')),
                ('statement', models.TextField(blank=True, max_length=1000, verbose_name='why they want to take part')),
                ('applied_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='applied')),
                ('rules_accepted_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name='rules accepted at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason, as the applicant was told')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='membership', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('rules', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.rulesversion', verbose_name='rules accepted')),
                ('admitted_through', models.CharField(blank=True, choices=[('secretariat', 'A decision of the secretariat'), ('domain', "An approved organisation's e-mail domain"), ('invitation', 'An invitation')], max_length=16, verbose_name='admitted through')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['-applied_at'],
                'indexes': [
                    models.Index(fields=['state', 'applied_at'], name='membership_queue'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='membership_declined_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('admitted_through', ''), ('decided_at', None), ('decided_by', None), ('state', 'applied')), models.Q(('admitted_through', ''), ('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'declined')), models.Q(('admitted_through', 'secretariat'), ('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['active', 'suspended', 'ended'])), models.Q(('admitted_through__in', ['domain', 'invitation']), ('decided_at__isnull', False), ('decided_by', None), ('state__in', ['active', 'suspended', 'ended'])), models.Q(('admitted_through', ''), ('decided_at', None), ('decided_by', None), ('state', 'ended')), _connector='OR'), name='membership_decided_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at', None)), _connector='OR'), name='membership_ended_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(models.Q(('rules__isnull', True), ('rules_accepted_at', None), ('state__in', ['active', 'suspended', 'ended'])), models.Q(('rules__isnull', False), ('rules_accepted_at__isnull', False)), _connector='OR'), name='membership_applied_with_rules'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='short address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('short_name', models.CharField(help_text='Where the full name does not fit.', max_length=40, verbose_name='short name')),
                ('code', models.CharField(help_text='Two letters for the narrowest places.', max_length=4, verbose_name='code')),
                ('description', models.CharField(max_length=200, verbose_name='who belongs here')),
                ('mark', models.CharField(choices=[('private', 'Square, blue'), ('public', 'Triangle, ochre'), ('civil', 'Circle, rose'), ('academia', 'Diamond, violet'), ('international', 'Cross, teal'), ('bar', 'Bar, grey')], default='bar', max_length=16, verbose_name='mark')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the fixed order')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['position'],
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='sector_name_unique'),
                    models.UniqueConstraint(fields=('position',), name='sector_position_unique'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('website', models.URLField(blank=True, verbose_name='web site')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('approved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='approved')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='members.sector', verbose_name='sector')),
                ('name_key', models.CharField(db_index=True, default='', editable=False, max_length=300, verbose_name='name, as it is compared')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='organisation_name_unique', violation_error_message='An organisation of this name is here already.'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organisation_has_a_name'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(choices=[('representative', 'For an organisation'), ('individual', 'In an individual capacity')], max_length=16, verbose_name='capacity')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='to')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='members.organisation', verbose_name='organisation')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='members.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'affiliation',
                'verbose_name_plural': 'affiliations',
                'ordering': ['-starts_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('member',), name='affiliation_one_current'),
                    models.CheckConstraint(condition=models.Q(models.Q(('capacity', 'representative'), ('organisation__isnull', False)), models.Q(('capacity', 'individual'), ('organisation__isnull', True)), _connector='OR'), name='affiliation_capacity_fits_organisation'),
                    models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='affiliation_ends_after_it_starts'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AffiliationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_name', models.CharField(blank=True, help_text='Empty: in an individual capacity.', max_length=300, verbose_name='new organisation')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='what they wrote')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('outcome', models.CharField(blank=True, choices=[('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='outcome')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason, as the member was told')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliation_changes', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='new sector')),
            ],
            options={
                'verbose_name': 'change of affiliation',
                'verbose_name_plural': 'changes of affiliation',
                'ordering': ['-asked_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('member',), name='affiliation_change_one_open'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['confirmed', 'declined', 'withdrawn'])), _connector='OR'), name='affiliation_change_decided_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='affiliation_change_declined_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('building', 'Being built'), ('ready', 'Ready'), ('failed', 'Failed'), ('expired', 'Expired')], default='queued', max_length=16, verbose_name='state')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='percent done')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for')),
                ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='ready')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('file', models.FileField(blank=True, upload_to='own-data/', verbose_name='file')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_exports', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last sign of life')),
            ],
            options={
                'verbose_name': 'download of own data',
                'verbose_name_plural': 'downloads of own data',
                'ordering': ['-requested_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'building'])), fields=('member',), name='data_export_one_at_a_time'),
                    models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='data_export_progress_is_percent'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('expires_at__isnull', False), ('ready_at__isnull', False), models.Q(('file', ''), _negated=True)), _connector='OR'), name='data_export_ready_with_a_file'),
                    models.CheckConstraint(condition=models.Q(('state', 'ready'), ('file', ''), _connector='OR'), name='data_export_has_a_file_only_when_ready'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EmailDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(help_text='What stands behind the @, in small letters.', max_length=253, unique=True, verbose_name='domain')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='email_domains', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'approved e-mail domain',
                'verbose_name_plural': 'approved e-mail domains',
                'ordering': ['domain'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='email_domain_in_small_letters'),
                    models.CheckConstraint(condition=models.Q(('domain__contains', '.'), models.Q(('domain__contains', '@'), _negated=True), models.Q(('domain__startswith', '.'), _negated=True)), name='email_domain_is_a_domain'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Expertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
            ],
            options={
                'verbose_name': 'field of expertise',
                'verbose_name_plural': 'fields of expertise',
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='expertise_name_unique'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='former name')),
                ('until', models.DateTimeField(default=django.utils.timezone.now, verbose_name='until')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['-until'],
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('organisation'), name='former_name_once_per_organisation'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='former_name_is_not_empty'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('message', models.TextField(blank=True, max_length=1000, verbose_name='message')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='hash of the secret')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='last sent')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts in vain')),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last handed out')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at'],
                'indexes': [
                    models.Index(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=['email'], name='invitation_open_by_address'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_expires_later'),
                    models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='invitation_revoked_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), _connector='OR'), name='invitation_accepted_or_revoked'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.TextField(blank=True, max_length=1000, verbose_name='about me')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=12, verbose_name='languages')),
                ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('asia-pacific', 'Asia and the Pacific'), ('europe', 'Europe and Central Asia'), ('latin-america', 'Latin America and the Caribbean'), ('middle-east', 'Middle East and North Africa'), ('north-america', 'North America')], max_length=16, verbose_name='region')),
                ('audience', models.CharField(choices=[('members', 'Every member'), ('groups', 'Members of my groups'), ('nobody', 'Nobody')], default='members', max_length=8, verbose_name='who may read this')),
                ('email_audience', models.CharField(choices=[('members', 'Every member'), ('groups', 'Members of my groups'), ('nobody', 'Nobody')], default='nobody', max_length=8, verbose_name='who may see my e-mail address')),
                ('expertise', models.ManyToManyField(blank=True, related_name='profiles', to='members.expertise', verbose_name='expertise')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'profile',
                'verbose_name_plural': 'profiles',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('audience__in', ['members', 'groups', 'nobody']), ('email_audience__in', ['members', 'groups', 'nobody'])), name='profile_audiences_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=2000, verbose_name='reason, as the member was told')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('until', models.DateTimeField(blank=True, help_text='Empty: until it is lifted.', null=True, verbose_name='until')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
                ('lifted_by', models.ForeignKey(blank=True, help_text='Nobody: it was over.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='members.membership', verbose_name='membership')),
                ('suspended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suspended by')),
            ],
            options={
                'verbose_name': 'suspension',
                'verbose_name_plural': 'suspensions',
                'ordering': ['-starts_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('membership',), name='suspension_one_open'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='suspension_has_a_reason'),
                    models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('starts_at')), _connector='OR'), name='suspension_ends_after_it_starts'),
                    models.CheckConstraint(condition=models.Q(('lifted_by', None), ('lifted_at__isnull', False), _connector='OR'), name='suspension_lifted_at_a_moment'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RegisterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.PositiveBigIntegerField(default=0, editable=False, verbose_name='changes')),
            ],
            options={
                'verbose_name': 'version of the register',
                'verbose_name_plural': 'versions of the register',
            },
        ),
        migrations.RunPython(found, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(COUNT, STOP),
    ]
