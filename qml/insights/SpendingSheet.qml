pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What energy and the machine's time cost, and what a month may cost.
Sheet {
    id: sheet

    required property InsightsModel insights
    required property ReviewerProfile reviewer
    /// What is set.
    readonly property var now: insights.spending
    readonly property bool theirs: insights.spendingIsTheirs && reviewer.names.length > 0

    function ask() {
        currency.text = now.currency;
        kilowattHour.text = now.kilowattHour;
        machineHour.text = now.machineHour;
        budget.text = now.budget;
        warnAt.text = now.warnAt;
        problem.text = "";
        reviewer.look();
        open();
        currency.forceActiveFocus();
        currency.selectAll();
    }
    /// A budget that is set is the reviewers': one of them signs.
    function go() {
        if (theirs && !reviewer.unlocked)
            signing.ask();
        else
            set();
    }
    function set() {
        insights.setSpending(currency.text, kilowattHour.text, machineHour.text, budget.text, warnAt.text, reviewer);
    }

    title: qsTr("Prices and budget")
    implicitWidth: 420

    component Name: PlainText {
        Layout.fillWidth: true
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
    }
    component Field: TextLine {
        Layout.preferredWidth: 110
        horizontalAlignment: TextInput.AlignRight
        placeholderTextColor: Theme.textFaint
        maximumLength: 16
        opacity: enabled ? 1 : 0.5
        onAccepted: sheet.go()
    }

    Connections {
        target: sheet.insights
        enabled: sheet.opened
        function onSpendingAnswered(why: string) {
            problem.text = why;
            if (why.length === 0)
                sheet.close();
        }
    }
    ReviewerSheet {
        id: signing

        reviewer: sheet.reviewer
        onReady: sheet.set()
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("Money is counted from now on by these prices. Once a month's budget is spent, exports stop until the next month (UTC).")
              + (sheet.theirs ? " " + qsTr("As a budget is set, a reviewer signs for changes.") : "")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small

        Name { text: qsTr("Currency") }
        Field {
            id: currency

            objectName: "spendingCurrency"
            placeholderText: qsTr("e.g. EUR")
            Accessible.name: qsTr("Currency")
        }
        Name { text: qsTr("Price of a kilowatt hour") }
        Field {
            id: kilowattHour

            objectName: "spendingKilowattHour"
            placeholderText: "0"
            Accessible.name: qsTr("Price of a kilowatt hour")
        }
        Name { text: qsTr("Price of an hour of this machine") }
        Field {
            id: machineHour

            objectName: "spendingMachineHour"
            placeholderText: "0"
            Accessible.name: qsTr("Price of an hour of this machine")
        }
        Name { text: qsTr("Budget for a month") }
        Field {
            id: budget

            objectName: "spendingBudget"
            placeholderText: qsTr("none")
            Accessible.name: qsTr("Budget for a month")
        }
        Name { text: qsTr("Warn from this much of it on, %") }
        Field {
            id: warnAt

            objectName: "spendingWarnAt"
            enabled: budget.length > 0
            Accessible.name: qsTr("Warn from this much of the budget on, in percent")
        }
    }
    PlainText {
        id: problem

        objectName: "spendingProblem"
        Layout.fillWidth: true
        visible: text.length > 0
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "spendingSet"
            text: qsTr("Set")
            primary: true
            onClicked: sheet.go()
        }
    ]
}
