"""What `make run` prints when everything stands."""

import json


def welcome(folder, site):
    """Where to look, and who may sign in: the seeding leaves that in the folder's `demo-accounts.json`."""
    lines = [
        "",
        f"  The portal   {site}/",
        f"  Its admin    {site}/admin/",
        f"  Its mail     {site}/demo/mail/",
        f"  Data, logs   {folder}",
    ]
    accounts = folder.path / "demo-accounts.json"
    if accounts.exists():
        listed = json.loads(accounts.read_text())
        role, email = (max((len(each[key]) for each in listed), default=0) for key in ("role", "email"))
        lines += ["", "  Demo accounts, all fictitious (role, e-mail, password, name):"]
        lines += [
            f"  {each['role']:{role}}  {each['email']:{email}}  {each['password']}  {each['name']}" for each in listed
        ]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])
