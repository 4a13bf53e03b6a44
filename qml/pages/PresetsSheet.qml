pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Saves the values in use as a preset; renames and deletes presets, and keeps them for all projects.
Sheet {
    id: sheet

    required property Presets presets
    property bool saving: false
    property string problem: ""

    function ask(save: bool) {
        saving = save;
        problem = "";
        name.text = qsTr("Preset %1").arg(presets.rows.length + 1);
        open();
    }
    function save() {
        problem = presets.save(name.text);
        if (problem.length === 0)
            close();
    }

    title: saving ? qsTr("Save these values as a preset") : qsTr("Presets")
    implicitWidth: 420
    onOpened: {
        if (!saving)
            return;
        name.forceActiveFocus();
        name.selectAll();
    }

    TextLine {
        id: name

        objectName: "presetName"
        Layout.fillWidth: true
        visible: sheet.saving
        Accessible.name: qsTr("Name of the preset")
        onAccepted: sheet.save()
        onTextEdited: sheet.problem = sheet.presets.isTaken(text) ? qsTr("%1 will be replaced.").arg(text.trim()) : ""
    }
    ListView {
        id: list

        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(320, contentHeight)
        visible: !sheet.saving
        clip: true
        spacing: 2
        boundsBehavior: Flickable.StopAtBounds
        model: sheet.presets.rows
        Accessible.role: Accessible.List
        Accessible.name: sheet.title

        delegate: RowLayout {
            id: row

            required property int index
            required property var modelData

            width: ListView.view.width
            spacing: Theme.small
            TextLine {
                objectName: "presetName" + row.index
                Layout.fillWidth: true
                text: row.modelData.name
                Accessible.name: qsTr("Name of preset %1").arg(row.modelData.name)
                onEditingFinished: {
                    sheet.problem = sheet.presets.rename(row.index, text);
                    if (sheet.problem.length > 0)
                        text = row.modelData.name;
                }
            }
            Switch {
                text: qsTr("In all projects")
                on: row.modelData.everywhere
                onRequested: on => sheet.problem = sheet.presets.setEverywhere(row.index, on)
            }
            IconButton {
                glyph: "close"
                tip: qsTr("Delete preset %1").arg(row.modelData.name)
                onClicked: sheet.presets.remove(row.index)
            }
        }
    }
    PlainText {
        Layout.fillWidth: true
        visible: !sheet.saving && list.count === 0
        text: qsTr("There are no presets.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.problem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            visible: sheet.saving
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "presetGo"
            text: sheet.saving ? qsTr("Save") : qsTr("Done")
            primary: true
            onClicked: sheet.saving ? sheet.save() : sheet.close()
        }
    ]
}
