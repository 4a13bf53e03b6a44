pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Below the mix: hold to compare, swap, and zoom.
Rectangle {
    id: bar

    required property StudioModel studio
    required property Preview preview
    signal explainRequested
    signal variationsRequested

    implicitHeight: 40
    color: Theme.panel

    component Hold: PushButton {
        required property int parentFace

        enabled: bar.studio.document.complete
        Accessible.name: qsTr("Hold to see face %1").arg(text)
        tip: qsTr("Hold to see this face alone")
        onPressedChanged: bar.preview.compareWith = pressed ? parentFace : Preview.Nothing
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.tiny

        PlainText {
            visible: bar.width > 470  // A and B say it in their tips
            rightPadding: Theme.tiny
            text: qsTr("Compare")
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
        Hold {
            text: "A"
            keys: "A"
            parentFace: Preview.FaceA
        }
        Hold {
            text: "B"
            keys: "B"
            parentFace: Preview.FaceB
        }
        IconButton {
            objectName: "variationsButton"
            Layout.leftMargin: Theme.large
            visible: bar.studio.document.complete
            glyph: "draw"
            tip: qsTr("New faces like this mix")
            keys: "V"
            onClicked: bar.variationsRequested()
        }
        IconButton {
            objectName: "explain"
            visible: bar.studio.document.complete
            glyph: "info"
            tip: qsTr("Explain this mix: whom it is near to, who is where, what each slider does")
            keys: "W"
            onClicked: bar.explainRequested()
        }
        MeaningMark {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.tiny
            visible: bar.studio.document.complete
            meter: bar.studio.meaning
            better: bar.studio.better
        }
        Item { Layout.fillWidth: true }
        IconButton {
            objectName: "landmarks"
            glyph: "points"
            checked: bar.studio.preferences.landmarksShown
            tip: checked ? qsTr("Hide the landmarks") : qsTr("Show the landmarks")
            keys: "L"
            onClicked: bar.studio.preferences.landmarksShown = !bar.studio.preferences.landmarksShown
        }
        Segmented {
            Layout.fillWidth: false
            Layout.preferredWidth: 120
            name: qsTr("Zoom")
            options: [qsTr("Fit"), qsTr("100 %")]
            current: bar.preview.actualPixels ? 1 : 0
            onRequested: index => bar.preview.actualPixels = index === 1
        }
    }
}
