"""Examples in the API's description, in three languages; a test submits each of them."""

from __future__ import annotations

from fastapi.openapi.models import Example

SUBMIT: dict[str, Example] = {
    "français": {
        "summary": "Une menace avec un délai",
        "value": {
            "text": "Madame, votre frère est chez nous. 2 millions CFA avant vendredi 18h sinon on le tue.",
            "case_id": "CI-2024-017",
            "sent_at": "2024-05-14T09:30:00+00:00",
            "tz": "Africa/Abidjan",
            "sender": "captor",
        },
    },
    "English": {
        "summary": "A demand without a threat",
        "value": {
            "text": "Your brother is with us. 5 million naira, we will call again tomorrow.",
            "case_id": "NG-2024-042",
            "sent_at": "2024-05-14T10:30:00+01:00",
            "tz": "Africa/Lagos",
            "sender": "captor",
        },
    },
    "العربية": {
        "summary": "تهديد بلا موعد",
        "value": {
            "text": "اخوك عندنا. ابعت ٣٠٠٠ دولار ولا تكلم الشرطة",
            "case_id": "LY-2024-003",
            "sent_at": "2024-05-14T11:30:00+02:00",
            "tz": "Africa/Tripoli",
            "sender": "captor",
        },
    },
}
