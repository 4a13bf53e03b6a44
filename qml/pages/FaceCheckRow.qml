import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Whether a face may be used: its consent, which one click records, and what the policy says of it.
RowLayout {
    id: row

    required property FaceCheck check
    required property string letter
    readonly property var findings: check.findings
    readonly property var kinds: check.consentKinds()
    readonly property bool unknown: check.outcome === FaceCheck.Unknown
    readonly property string consequence: row.findings.length === 0 || unknown ? ""
        : check.outcome === FaceCheck.Block ? qsTr("Nothing of this face may leave.")
        : check.outcome === FaceCheck.Review ? qsTr("What is made of it needs a review before it may leave.")
        : qsTr("It is noted in the record, and holds nothing back.")
    readonly property bool blocked: check.outcome === FaceCheck.Block || check.outcome === FaceCheck.Unknown

    spacing: Theme.tiny
    visible: check.outcome !== FaceCheck.Nothing

    IconItem {
        id: mark

        Layout.preferredWidth: Theme.iconSize
        Layout.preferredHeight: Theme.iconSize
        visible: row.check.outcome > FaceCheck.Checking
        name: row.check.outcome === FaceCheck.Pass ? "check" : "alert"
        colour: row.blocked ? Theme.danger : row.check.outcome === FaceCheck.Review ? Theme.accent : Theme.textDim
        Accessible.role: Accessible.StaticText
        Accessible.name: findings.text

        HoverHandler { id: hover }
        Tip {
            id: findings

            visible: (hover.hovered || wordsHover.hovered) && text.length > 0
            text: row.findings.length > 0 ? row.findings.concat(row.consequence || []).join("\n")
                : row.check.needsConsent && row.check.consent < 0 ? qsTr("Nothing of this face may leave until it is said where it is from.")
                : qsTr("The policy has nothing against this face.")
        }
    }
    DropDown {
        objectName: "consent" + row.letter
        Layout.fillWidth: true
        visible: row.check.needsConsent && !row.unknown
        name: qsTr("Consent for face %1").arg(row.letter)
        options: row.kinds.concat([qsTr("With note or end…"), qsTr("Withdraw…")])
        // It keeps its place, so that nobody hits it who wants another one.
        problems: row.check.consent >= 0 ? [] : row.kinds.map(() => "").concat(["", qsTr("none holds")])
        current: row.check.consent
        text: row.check.outcome === FaceCheck.Checking ? "…"
            : row.check.consentText.length > 0 ? row.check.consentText : qsTr("Where is it from?")
        onRequested: index => {
            const kinds = row.kinds.length;
            if (index < kinds)
                row.check.recordConsent(index, "", "");
            else if (index === kinds)
                sheet.ask();
            else
                withdrawing.open();
        }
    }
    // The commonest one, without opening the menu.
    PushButton {
        objectName: "mine" + row.letter
        leftPadding: Theme.small
        rightPadding: Theme.small
        visible: row.check.needsConsent && !row.unknown && row.check.consent < 0
            && row.check.outcome !== FaceCheck.Checking
        text: qsTr("Mine")
        tip: qsTr("Record that it is my own photograph")
        onClicked: row.check.recordConsent(0, "", "")
    }
    PlainText {
        Layout.fillWidth: true
        visible: !row.check.needsConsent || row.unknown
        text: row.findings.length > 0 ? row.findings[0] : qsTr("Drawn from the model: free to use")
        color: row.unknown ? Theme.danger : Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
        wrapMode: row.unknown ? Text.WordWrap : Text.NoWrap
        maximumLineCount: 3

        HoverHandler { id: wordsHover }
    }
    ConsentSheet {
        id: sheet

        check: row.check
        letter: row.letter
    }
    WithdrawSheet {
        id: withdrawing

        check: row.check
        letter: row.letter
    }
}
