pragma Singleton
import QtQuick

/// Every colour, size and time of the window. Greys are neutral (r = g = b) so that skin tones can be judged beside them.
QtObject {
    readonly property color gap: "#121212"
    readonly property color panel: "#222222"
    readonly property color canvas: "#191919"
    readonly property color raised: "#303030"
    readonly property color hovered: "#3a3a3a"
    readonly property color pressed: "#282828"
    readonly property color field: "#181818"
    readonly property color line: "#363636"
    readonly property color strongLine: "#4a4a4a"
    readonly property color shade: "#a6000000"

    readonly property color text: "#dedede"
    readonly property color textDim: "#a2a2a2"
    readonly property color textFaint: "#7c7c7c"
    readonly property color accentInk: "#161616"

    readonly property color accent: "#e09a3c"
    readonly property color accentHovered: "#ecab53"
    readonly property color accentPressed: "#c98528"
    readonly property color danger: "#e06a5e"
    readonly property color dangerPanel: "#3a2523"

    readonly property int tiny: 4
    readonly property int small: 8
    readonly property int medium: 12
    readonly property int large: 16
    readonly property int huge: 24

    readonly property int controlHeight: 26
    readonly property int radius: 3
    readonly property int iconSize: 16

    readonly property string family: "Inter"
    readonly property int fontSmall: 11
    readonly property int fontNormal: 12
    readonly property int fontTitle: 13
    readonly property int fontLarge: 20

    readonly property int quick: 90
    /// What takes longer than this shows that it runs, ms.
    readonly property int patience: 300
    readonly property int tipDelay: 600
}
