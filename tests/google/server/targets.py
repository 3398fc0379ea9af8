"""What a request is about, as far as its address tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ..discovery import Api, Method, api
from .message import Request
from .routes import ROUTES, UPLOADS, Route


@dataclass(slots=True)
class Target:
    """What a request is about, as far as its address tells."""

    api: Api | None = None
    method: Method | None = None
    route: Route | None = None
    ids: dict[str, str] | None = None

    @property
    def is_sheets(self) -> bool:
        return self.api is not None and self.api.name == "sheets"


def target_of(request: Request) -> Target:
    for document, prefix in (("sheets.v4", "/v4/"), ("drive.v3", "/drive/v3/")):
        if request.path.startswith(prefix):
            found = api(document)
            method = found.method(request.method, request.path)
            if method is None:
                return Target(found)
            match = method.path.fullmatch(request.path)
            ids = {k: unquote(v) for k, v in match.groupdict().items()} if match else {}
            return Target(found, method, ROUTES.get(method.id), ids)
    for (http_method, path), route in UPLOADS.items():
        pattern = path.replace("{fileId}", "(?P<fileId>[^/]+)")
        if http_method == request.method and (match := re.fullmatch(pattern, request.path)):
            return Target(None, None, route, match.groupdict())
    return Target()
