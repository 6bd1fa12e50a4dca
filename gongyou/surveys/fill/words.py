"""Words of the fill-in page: its own, and those that ODK Web Forms has in English only."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WEB_FORMS = {
    "Choose image": _("Choose image"),
    "Take picture": _("Take picture"),
    "Upload file": _("Upload file"),
    "Get location": _("Get location"),
    "Capturing location...": _("Capturing location..."),
    "Save location": _("Save location"),
    "Save selected": _("Save selected"),
    "Remove selection": _("Remove selection"),
    "Remove point": _("Remove point"),
    "View details": _("View details"),
    "Try again": _("Try again"),
    "No available options": _("No available options"),
    "Powered by": _("Powered by"),
    "Change language": _("Change language"),
    "Condition not satisfied: constraint": _("This answer does not meet the condition."),
    "Condition not satisfied: required": _("This question needs an answer."),
    "1 question with error.": _("1 question with error."),
    "{n} questions with errors.": _("{n} questions with errors."),
    "Zoom to fit": _("Zoom to fit"),
    "Zoom to current location": _("Zoom to current location"),
    "Undo last change": _("Undo last change"),
    "Full Screen": _("Full Screen"),
    "Tap to place a point": _("Tap to place a point"),
    "Tap to move point": _("Tap to move point"),
    "Point saved": _("Point saved"),
    "No point saved": _("No point saved"),
    "{n} points saved": _("{n} points saved"),
    "No trace saved": _("No trace saved"),
    "No shape saved": _("No shape saved"),
    "Good accuracy": _("Good accuracy"),
    "Unknown accuracy": _("Unknown accuracy"),
    "Cannot access location": _("Cannot access location"),
    "There are missing options. Rank should have all options.": _("Some options are not ranked."),
    "Longitude is invalid": _("Longitude is invalid"),
    "Latitude is invalid": _("Latitude is invalid"),
    "Upload a GeoJSON file": _("Upload a GeoJSON file"),
    "Paste data in ODK format": _("Paste data in ODK format"),
    "Import data to replace location": _("Import data to replace location"),
    "Rank items": _("Put these in order"),
    "Finding your location": _("Finding your location"),
    "An error occurred while loading this form": _("The questionnaire could not be opened"),
    "Technical error details": _("Technical details"),
    "Unknown error": _("Unknown error"),
    "Feature saved": _("Saved"),
    "Shape saved": _("Shape saved"),
    "Trace saved": _("Line saved"),
    "Press and drag to move a point": _("Press and drag to move a point"),
    "Use the location button to center on your current location": _(
        "Use the button to go to where you are"
    ),
    "Grant location permission in the browser settings and make sure location is turned on.": _(
        "Allow the location in the browser and turn it on in the device."
    ),
    "Graphics issue detected": _("The map cannot be drawn"),
    "Your browser cannot display the map now. Enable graphics acceleration settings.": _(
        "This browser cannot draw the map. Type the coordinates instead."
    ),
    "Failed to parse file. Ensure it is a valid GeoJSON.": _("This file is not GeoJSON."),
    "Incorrect geometry type.": _("The file holds another kind of shape."),
    "File is empty.": _("The file is empty."),
    "Reset rotation": _("North up"),
    "Record": pgettext_lazy("sound", "Record"),
    "Choose a file": _("Choose a file"),
    "The file is larger than 45 MB. Take a shorter or smaller one.": _(
        "The file is larger than 45 MB. Take a shorter or smaller one."
    ),
    "Sign or draw here": _("Sign or draw here"),
    "Start again": _("Start again"),
    "Day": _("Day"),
    "Month": _("Month"),
    "Year": _("Year"),
    "This cannot be read. Write it as in 2024-02.": _(
        "This cannot be read. Write it as in 2024-02."
    ),
    "This cannot be read. Write it as in 2024.": _("This cannot be read. Write it as in 2024."),
    "Time of day": _("Time of day"),
    "Choose a day": _("Choose a day"),
    "Which day is meant?": _("Which day is meant?"),
    "Write the year with four digits, as in 2024-02-29.": _(
        "Write the year with four digits, as in 2024-02-29."
    ),
    "There is no such day.": _("There is no such day."),
    "This day cannot be read. Write it as in 2024-02-29.": _(
        "This day cannot be read. Write it as in 2024-02-29."
    ),
    "This time cannot be read. Write it as in 14:30.": _(
        "This time cannot be read. Write it as in 14:30."
    ),
    "Both the day and the time are needed.": _("Both the day and the time are needed."),
    "Coasts only (Natural Earth). Check the coordinates.": _(
        "Coasts only (Natural Earth). Check the coordinates."
    ),
    "This questionnaire does not open on this page. Tell whoever sent you the link.": _(
        "This questionnaire does not open on this page. Tell whoever sent you the link."
    ),
    "Time taken to capture location:": _("Time since the search began:"),
    "Location unavailable. Enable GPS and browser permissions, then restart the form to try "
    "again.": _("The place is not known. Allow it in the browser and open the form again."),
    "Send": _("Send answers"),
    "Save": _("Save"),
    "Remove": _("Remove"),
    "Delete": _("Delete"),
    "Cancel": _("Cancel"),
    "Advanced": _("Advanced"),
    "Accuracy": _("Accuracy"),
    "Altitude": _("Altitude"),
    "Latitude": _("Latitude"),
    "Longitude": _("Longitude"),
    "Add": _("Add"),
    "Okay": _("Okay"),
}

PAGE = {
    "tooLarge": _("Pictures and files together are larger than 48 MB. Take some of them out."),
    "fill": _("Fill in"),
    "continue": _("Continue"),
    "discard": _("Discard"),
    "discardSure": _("Throw this draft away? It cannot be brought back."),
    "sendNow": _("Send now"),
    "online": _("Connected"),
    "offline": _("No network: answers are kept on this device"),
    "draft": _("Draft of %(when)s"),
    "waiting": _("Waiting to be sent"),
    "sending": _("Being sent"),
    "sent": _("Sent %(when)s"),
    "refused": _("Not accepted"),
    "keptHere": _("Saved on this device"),
    "saving": _("Saving…"),
    "notSaved": _("This browser keeps nothing: do not close the page before sending."),
    "thanks": _("Thank you. The answers are saved and will be sent."),
    "another": _("Fill in another"),
    "back": _("Back to the list"),
    "noForms": _("There is nothing to fill in at the moment."),
    "notHere": _("This questionnaire is not on this device yet. Open it once with a network."),
    "failed": _("The questionnaire could not be opened."),
    "ready": _("ready without a network"),
    "version": _("version %(version)s"),
    "count": _("%(count)s waiting"),
    "nothingWaits": _("Nothing waits to be sent"),
}


def spoken() -> dict:
    """All words in the reader's language, for the page's script."""
    return {
        "page": {key: str(text) for key, text in PAGE.items()},
        "webForms": {key: str(text) for key, text in WEB_FORMS.items()},
    }
