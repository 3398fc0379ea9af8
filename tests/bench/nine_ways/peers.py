"""The nine checks as other tools would be asked for them."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from tests.bench.members_table import CONSENTS, EMAIL, ROLES, STATUSES, MembersTable
from tests.bench.nine_ways.timed import Found

Work = Callable[[], Callable[[], Found]]

CHOICES = {"role": ROLES, "status": STATUSES, "consent": CONSENTS}
RULE_OF = {
    "name": "cell-missing",
    "member_id": "key-duplicate",
    "community": "reference-unknown",
    "person": "person-unknown",
    "email": "email-malformed",
    "role": "choice-unknown",
    "status": "choice-unknown",
    "consent": "choice-unknown",
    "joined_on": "date-unreadable",
    "left_on": "date-unreadable",
}


def with_polars(table: MembersTable) -> Work:
    """One pass over columns, a mask for each check."""
    import polars as pl

    def work() -> Callable[[], Found]:
        frame = pl.DataFrame(dict(table.columns)).with_row_index("row")
        joined, left = (
            pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in ("joined_on", "left_on")
        )
        known = {"community": table.communities, "person": table.staff} | CHOICES
        masks = {
            ("name", "cell-missing"): pl.col("name") == "",
            ("member_id", "key-duplicate"): ~pl.col("member_id").is_first_distinct(),
            ("email", "email-malformed"): ~pl.col("email").str.contains(EMAIL),
            ("joined_on", "date-unreadable"): joined.is_null(),
            ("left_on", "date-unreadable"): left.is_null() & (pl.col("left_on") != ""),
            ("left_on", "dates-reversed"): left < joined,
            ("", "row-duplicate"): ~pl.struct("community", "person").is_first_distinct(),
        } | {
            (name, RULE_OF[name]): ~pl.col(name).is_in(pl.Series(list(words)).implode())
            for name, words in known.items()
        }
        flags = frame.lazy().select("row", **{"/".join(k): m for k, m in masks.items()}).collect()
        found = pl.concat(
            flags.filter(pl.col("/".join(key))).select(
                "row", column=pl.lit(key[0]), rule=pl.lit(key[1])
            )
            for key in masks
        )
        return found.rows

    return work


def with_pandera(table: MembersTable) -> Work:
    """A schema, asked for all errors."""
    import pandas as pd
    import pandera.pandas as pa

    def day(texts: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
        return pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")

    def column(name: str, *checks: Any, **more: Any) -> pa.Column:
        return pa.Column(object, list(checks), name=name, **more)

    known = {"community": table.communities, "person": table.staff} | CHOICES
    # With a name of its own a check's list is not copied into every failure case.
    schema = pa.DataFrameSchema(
        {
            "member_id": column("member_id", unique=True, report_duplicates="exclude_first"),
            "name": column("name", pa.Check.str_length(min_value=1)),
            "email": column("email", pa.Check.str_matches(EMAIL)),
            "joined_on": column("joined_on", pa.Check(lambda texts: day(texts).notna())),
            "left_on": column("left_on", pa.Check(lambda t: day(t).notna() | (t == ""))),
        }
        | {
            name: column(name, pa.Check.isin(list(words), error="unknown"))
            for name, words in known.items()
        },
        checks=pa.Check(
            lambda frame: ~(day(frame["left_on"]) < day(frame["joined_on"])), name="reversed"
        ),
        unique=["community", "person"],
        report_duplicates="exclude_first",
    )

    def work() -> Callable[[], Found]:
        frame = pd.DataFrame(dict(table.columns), dtype=object)
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
        return lambda: _from_pandera(cases)

    return work


def _from_pandera(cases: Any) -> Found:
    for column, check, row in zip(cases["column"], cases["check"], cases["index"], strict=True):
        if check == "reversed":
            yield int(row), "left_on", "dates-reversed"
        elif check == "multiple_fields_uniqueness":
            yield int(row), "", "row-duplicate"
        else:
            yield int(row), column, RULE_OF[column]


def with_pydantic(table: MembersTable) -> Work:
    """A model of a row; what needs other rows by hand."""
    import datetime as dt

    from pydantic import (
        AfterValidator,
        BaseModel,
        BeforeValidator,
        Field,
        TypeAdapter,
        ValidationError,
        ValidationInfo,
    )

    communities, staff = frozenset(table.communities), frozenset(table.staff)

    def one_of(known: frozenset[str]) -> AfterValidator:
        def check(text: str) -> str:
            if text not in known:
                raise ValueError("unknown")
            return text

        return AfterValidator(check)

    def after_joining(left: dt.date | None, info: ValidationInfo) -> dt.date | None:
        joined = info.data.get("joined_on")
        if left and joined and left < joined:
            raise ValueError("reversed")
        return left

    class Row(BaseModel):
        name: Annotated[str, Field(min_length=1)]
        community: Annotated[str, one_of(communities)]
        person: Annotated[str, one_of(staff)]
        email: Annotated[str, Field(pattern=EMAIL)]
        role: Literal[ROLES]  # type: ignore[valid-type]
        status: Literal[STATUSES]  # type: ignore[valid-type]
        consent: Literal[CONSENTS]  # type: ignore[valid-type]
        joined_on: dt.date
        left_on: Annotated[
            dt.date | None,
            BeforeValidator(lambda text: text or None),
            AfterValidator(after_joining),
        ]

    rows_of = TypeAdapter(list[Row])

    def work() -> Callable[[], Found]:
        names = list(table.columns)
        rows = [
            dict(zip(names, cells, strict=True))
            for cells in zip(*table.columns.values(), strict=True)
        ]
        errors: list[Any] = []
        try:
            rows_of.validate_python(rows)
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False, include_context=False, include_input=False)
        repeated = _repeated(table)
        return lambda: [*map(_from_pydantic, errors), *repeated]

    return work


def _from_pydantic(error: Any) -> tuple[int, str, str]:
    row, column = error["loc"][:2]
    reversed_ = error["type"] == "value_error" and column == "left_on"
    return row, column, "dates-reversed" if reversed_ else RULE_OF[column]


def _repeated(table: MembersTable) -> list[tuple[int, str, str]]:
    """Numbers and pairs that were there before."""
    numbers: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    found = []
    for row, (number, community, person) in enumerate(
        zip(*(table.columns[name] for name in ("member_id", "community", "person")), strict=True)
    ):
        if number in numbers:
            found.append((row, "member_id", "key-duplicate"))
        numbers.add(number)
        if (community, person) in pairs:
            found.append((row, "", "row-duplicate"))
        pairs.add((community, person))
    return found


def with_frictionless(table: MembersTable) -> Work:
    """A table schema; what it has no word for, or answers otherwise, as a check of rows."""
    from frictionless import Check, Checklist, Resource, Schema, errors, fields, validate

    known = {"community": set(table.communities), "person": set(table.staff)}

    class Rest(Check):
        Errors = [errors.RowError]  # noqa: RUF012  as frictionless names it

        def validate_start(self) -> Any:
            self.numbers: set[str] = set()
            self.pairs: set[tuple[str, str]] = set()
            yield from ()

        def validate_row(self, row: Any) -> Any:
            cells = row.cells
            named = dict(zip(table.columns, cells, strict=True))
            for name, words in known.items():
                if named[name] not in words:
                    yield error(row, name, RULE_OF[name])
            if named["member_id"] in self.numbers:
                yield error(row, "member_id", "key-duplicate")
            self.numbers.add(named["member_id"])
            pair = named["community"], named["person"]
            if pair in self.pairs:
                yield error(row, "", "row-duplicate")
            self.pairs.add(pair)
            joined, left = row["joined_on"], row["left_on"]
            if joined and left and left < joined:
                yield error(row, "left_on", "dates-reversed")

    def error(row: Any, name: str, rule: str) -> Any:
        return errors.RowError.from_row(row, note=f"{name}/{rule}")

    schema = Schema(
        fields=[
            fields.StringField(name="member_id"),
            fields.StringField(name="community"),
            fields.StringField(name="person"),
            fields.StringField(name="name", constraints={"required": True}),
            fields.StringField(name="email", constraints={"pattern": EMAIL}),
            *(
                fields.StringField(name=name, constraints={"enum": list(words)})
                for name, words in CHOICES.items()
            ),
            fields.DateField(name="joined_on"),
            fields.DateField(name="left_on"),
        ]
    )

    def work() -> Callable[[], Found]:
        data = [list(table.columns), *map(list, zip(*table.columns.values(), strict=True))]
        report = validate(
            Resource(data=data, schema=schema),
            checklist=Checklist(checks=[Rest()]),
            limit_errors=10**9,
        )
        return lambda: map(_from_frictionless, report.tasks[0].errors)

    return work


def _from_frictionless(error: Any) -> tuple[int, str, str]:
    row = error.row_number - 2
    if error.type == "row-error":
        name, rule = error.note.split("/")
        return row, name, rule
    return row, error.field_name, RULE_OF[error.field_name]
