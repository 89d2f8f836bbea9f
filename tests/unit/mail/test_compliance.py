"""What a compliant message is, rule by rule, and which tests hold it: none of them may be lost unseen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
MESSAGE, DKIM, SMTP = (f"unit/mail/test_{name}.py" for name in ("message", "dkim", "smtp"))
MORE, FAULTS, LIMITS = (
    "unit/mail/test_smtp_extensions.py",
    "acceptance/test_sending_faults.py",
    "acceptance/test_sending_limits.py",
)

RULES = {
    "SPF and DKIM pass, DMARC is published, From aligned": [
        (DKIM, "test_both_signatures_of_a_cut_message_verify"),
        ("unit/workflow/doctor/test_doctor_domain.py", "test_what_is_said"),
        ("unit/workflow/doctor/test_doctor_domain.py", "test_an_own_key_is_held_against_what_the_domain_publishes"),
    ],
    "List-Unsubscribe with one HTTPS URI, and Post only beside it, both signed (RFC 8058 §3.1)": [
        (MESSAGE, "test_one_click_stands_only_beside_an_https_address"),
        (MESSAGE, "test_a_long_unsubscribe_address_is_never_an_encoded_word"),
        (DKIM, "test_one_click_is_signed_with_the_rest"),
    ],
    "one each of From, Date, Message-ID; at most one To, Cc, Subject; no Bcc (RFC 5322 §3.6)": [
        (MESSAGE, "test_each_header_stands_once_and_says_what_it_should"),
    ],
    "Date with the office's offset (RFC 5322 §3.3)": [
        (MESSAGE, "test_each_header_stands_once_and_says_what_it_should"),
    ],
    "Message-ID fixed, in the sender's domain, the same octets on each retry (RFC 5322 §3.6.4)": [
        (FAULTS, "test_a_retry_sends_identical_bytes"),
        (DKIM, "test_a_cut_message_and_a_whole_one_have_the_same_signature"),
    ],
    "lines of at most 998, CRLF only, no NUL (RFC 5321 §4.5.3)": [
        (MESSAGE, "test_the_bytes_are_fit_for_the_wire"),
        (MESSAGE, "test_what_is_not_fit_for_the_wire_is_caught"),
        (SMTP, "test_a_bare_line_end_never_leaves"),
    ],
    "encoded-words of at most 75, never inside an address or a message-id (RFC 2047 §5)": [
        (MESSAGE, "test_encoded_words_hold_whole_characters_and_keep_their_length"),
        (MESSAGE, "test_any_display_name_survives"),
    ],
    "attachment names as RFC 2231 has them, with an ASCII fallback": [
        (MESSAGE, "test_two_parsers_agree_on_the_name_of_an_attachment"),
    ],
    "mixed(alternative(text, related(html, pictures)), attachments), text first, the same words (RFC 2046, 2387)": [
        (MESSAGE, "test_the_tree_is_only_as_deep_as_it_needs_to_be"),
        ("unit/mail/test_message_photographs.py", "test_the_tree_is_mixed_alternative_related"),
        ("unit/mail/test_message_photographs.py", "test_every_cid_resolves_and_gives_the_photograph_back"),
    ],
    "SMTPUTF8 only when a local part needs it; a server without it is a local refusal (RFC 6531)": [
        (SMTP, "test_an_address_that_needs_smtputf8_is_refused_here_or_announced"),
        (MESSAGE, "test_international_domains_are_a_labels_and_local_parts_stay"),
    ],
    "a stable List-Id; Auto-Submitted on automatic mail only (RFC 2919, 3834)": [
        (MESSAGE, "test_each_header_stands_once_and_says_what_it_should"),
    ],
    "DKIM rsa-sha256, relaxed, From, To, Subject and Date signed once more than they stand (RFC 6376, 8463)": [
        (DKIM, "test_what_was_added_or_changed_breaks_the_signature"),
        (DKIM, "test_the_fields_that_the_rules_demand_are_signed"),
    ],
    "a return path with a token of each recipient's": [
        (LIMITS, "test_each_message_has_a_return_path_of_its_own_that_nobody_can_make"),
    ],
    "DSN only where the server offers it (RFC 3461)": [
        (MORE, "test_reports_are_asked_for_where_the_office_wants_them_and_the_server_offers_it"),
        (MORE, "test_nothing_is_said_of_reports_otherwise"),
    ],
    "one recipient a message, nobody else's address in it": [
        (MESSAGE, "test_only_the_recipients_own_address_and_the_offices_stand_in_it"),
        (FAULTS, "test_nobody_elses_address_is_in_a_message"),
        (SMTP, "test_the_envelope_names_one_recipient_and_the_size"),
    ],
    "the cut message is the whole one, octet by octet, for any names and values": [
        ("unit/mail/test_cutting.py", "test_every_text_and_every_value_gives_the_same_octets"),
        ("unit/mail/test_cutting.py", "test_every_name_gives_the_same_headers"),
        ("unit/mail/test_cutting.py", "test_one_click_is_each_readers_own"),
    ],
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_held_by_a_test(rule: str) -> None:
    for file, name in RULES[rule]:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file} has lost {name}"
