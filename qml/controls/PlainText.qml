import QtQuick

/// Words, shown as they are: labels, names and paths are other people's, and what looks like HTML in them is no HTML.
Text { textFormat: Text.PlainText }
