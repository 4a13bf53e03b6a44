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
    /// Behind what floats over the window: tips, menus, the name on the preview.
    readonly property color floating: "#151515"
    readonly property color track: "#3c3c3c"
    readonly property color trackDimmed: "#6c6c6c"
    readonly property color handle: "#cfcfcf"
    readonly property color handleHovered: "#f0f0f0"
    readonly property color handlePressed: "#ffffff"
    readonly property color handleDimmed: "#8e8e8e"
    readonly property color handleLine: "#0c0c0c"
    /// On photos: landmarks, points and boxes.
    readonly property color mark: "#ffffff"
    readonly property color markFaint: "#c8ffffff"
    readonly property color markShade: "#40000000"

    readonly property color text: "#dedede"
    readonly property color textDim: "#a2a2a2"
    readonly property color textFaint: "#8f8f8f"
    readonly property color textBright: "#ffffff"
    readonly property color accentInk: "#161616"

    readonly property color accent: "#e09a3c"
    readonly property color accentHovered: "#ecab53"
    readonly property color accentPressed: "#c98528"
    readonly property color good: "#7a9a6a"
    readonly property color danger: "#e06a5e"
    readonly property color dangerPanel: "#3a2523"

    /// Colour labels of outputs, in the order of the record: none, red, orange, yellow, green, blue, purple.
    readonly property list<color> labels: ["#00000000", "#b8584f", "#bd803c", "#b5a248", "#6f9a62", "#5f86ad", "#8b70a9"]

    /// Faces A to H where they share a bar.
    readonly property list<color> faces: ["#a8a8a8", "#e09a3c", "#7fa3b8", "#8fb07c", "#a78cc0", "#cc7d72", "#c4b45c", "#7c8f8f"]

    /// On the timeline.
    readonly property color ruler: "#1e1e1e"
    readonly property color band: "#24ffffff"
    readonly property color gridLine: "#2a2a2a"
    readonly property color beyond: "#70101010"
    readonly property color key: "#c6c6c6"
    readonly property color marker: "#7fa3b8"

    readonly property int tiny: 4
    readonly property int small: 8
    readonly property int medium: 12
    readonly property int large: 16
    readonly property int huge: 24

    readonly property int controlHeight: 26
    readonly property int radius: 3
    readonly property int iconSize: 16
    readonly property int panStep: 40

    readonly property string family: "Inter"
    readonly property int fontSmall: 11
    readonly property int fontNormal: 12
    readonly property int fontTitle: 13
    readonly property int fontLarge: 20

    readonly property int quick: 90
    /// What takes longer than this shows that it runs, ms.
    readonly property int patience: 300
    readonly property int tipDelay: 600

    /// A parameter's name within a sentence: "face D", not "face d".
    function inWords(name: string): string { return name.charAt(0).toLowerCase() + name.slice(1); }
}
