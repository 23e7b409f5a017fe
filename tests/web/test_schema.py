"""The OpenAPI is true: what it says may be asked is asked, and what comes is as it says."""

import warnings

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="install .ci/requirements.txt")
EXAMPLES = 40


@pytest.mark.long
def test_what_the_openapi_says_is_what_comes(asked):
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.specs.openapi import checks

    schema = schemathesis.openapi.from_dict(asked.api("openapi.json"))
    schema.config.update(base_url=asked.url)
    told = (
        schemathesis.checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.unsupported_method,
    )
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what it thinks of the packages it uses
                case.call_and_validate(checks=told)

        holds()
        tried += 1
    assert tried == 12
