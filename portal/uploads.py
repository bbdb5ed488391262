"""What a form may bring along: files up to a limit, and of what is larger the name alone.

A web server in front has such a limit as a rule, and answers with a page of its own, on which what was typed is lost.
Here the form goes on to its view with all its fields, and the view says what was too large.
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooLarge(UploadedFile):
    """A file that was not kept, by its name and size. It has no content."""

    def __init__(self, name, size, content_type):
        super().__init__(None, name, content_type, size)

    def chunks(self, chunk_size=None):
        return iter(())

    def read(self, *args):
        return b""


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep files, and hands on no more than settings.UPLOAD_LIMIT bytes of each."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        # So much that even throwing it away would keep a worker busy.
        if content_length > settings.UPLOAD_LIMIT_OF_A_FORM:
            raise RequestDataTooBig
        return None

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        return raw_data if self.received <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size):
        if self.received <= settings.UPLOAD_LIMIT:
            return None
        return TooLarge(self.file_name, self.received, self.content_type)
