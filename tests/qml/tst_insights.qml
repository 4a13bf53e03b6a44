import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

Item {
    TestBench { id: testBench }

    Main {
        id: mainWindow

        studio: testBench.studio

        WindowCase {
            name: "Insights"
            bench: testBench
            window: mainWindow

            readonly property InsightsModel insights: bench.studio.insights

            function openInsights() {
                mainWindow.requestActivate();
                keyClick(Qt.Key_I, Qt.ControlModifier);
                tryVerify(() => window.insightsOpen);
                tryVerify(() => insights.ready && !insights.busy, 30000);
                tryVerify(() => child("insightsCostChart").activeFocus || insights.empty);
            }
            function exportAt(share, name) {
                mix.setValue(MixDocument.Overall, share);
                mix.finishAdjusting();
                bench.studio.exporter.name = name;
                bench.studio.exporter.start(true);
                tryVerify(() => !bench.studio.exporter.busy && bench.widthOf(name + ".png") === 256, 30000, name);
            }
            function drawTwo() {
                if (mix.complete)
                    return;
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete, 30000);
            }
            function cleanup() {
                if (window.insightsOpen)
                    keyClick(Qt.Key_I, Qt.ControlModifier);
                tryVerify(() => window.mixing);
                bench.hold(false);
            }

            function test_1_emptyAtFirst() {
                openInsights();
                tryCompare(child("insightsEmpty"), "text", "Nothing was exported in this time");
                verify(!child("insightsCsv").enabled);
                verify(!child("insightsCost").visible);
                mouseClick(child("insightsShowAll"));
                tryCompare(child("insightsEmpty"), "text", "Nothing was exported yet");
                verify(!child("insightsShowAll").visible);
                insights.range = InsightsModel.Month;
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.insightsOpen);
                verify(child("picture").visible);
            }

            function test_2_chartsFollowTheRecord() {
                drawTwo();
                exportAt(0.2, "one");
                exportAt(0.5, "two");
                openInsights();
                tryVerify(() => child("insightsCost").visible);
                compare(child("insightsCost").title, "Energy");
                compare(child("insightsVerdicts").headline, "2 outputs");
                verify(child("insightsSummary").text.startsWith("2 outputs, 2 files"));
                compare(child("insightsGroups").rows.length, 1);
                compare(child("insightsRefusals").rows.length, 0);
                verify(child("budgetNote").text.includes("Prices and budget"));
                verify(child("projectionAssumes").text.includes("like the 2 of this time"));
                // The mix behind has no keys while it is covered.
                keyClick(Qt.Key_X);
                keyClick(Qt.Key_Z, Qt.ControlModifier);
                fuzzyCompare(mix.overall, 0.5, 1e-9);
            }

            function test_3_arrowsAndPointerReadOut() {
                openInsights();
                const cost = child("insightsCostChart");
                const verdicts = child("insightsVerdicts");
                compare(cost.columns.length, 30);
                compare(child("insightsVerdicts").readout, "");
                keyClick(Qt.Key_Left);
                compare(cost.cursor, 29);
                verify(verdicts.readout.includes("2 outputs: passed"), verdicts.readout);
                verify(cost.Accessible.name.includes("Wh"), cost.Accessible.name);
                keyClick(Qt.Key_Left);
                compare(cost.cursor, 28);
                verify(verdicts.readout.endsWith("0 outputs"), verdicts.readout);
                keyClick(Qt.Key_Home);
                compare(cost.cursor, 0);
                keyClick(Qt.Key_Right);
                compare(cost.cursor, 1);
                keyClick(Qt.Key_End);
                compare(cost.cursor, 29);
                const chart = child("insightsVerdictsChart");
                mouseMove(chart, chart.gutter + 0.5 * chart.columnWidth, chart.height / 2);
                tryCompare(cost, "cursor", 0);
                mouseMove(child("insightsBudget"), 10, 10);
                tryCompare(cost, "cursor", -1);
                compare(verdicts.readout, "");
            }

            function test_4_rangesAndGroups() {
                openInsights();
                mouseClick(child("insightsRange").children[0]);
                tryCompare(insights, "range", InsightsModel.Week);
                tryVerify(() => child("insightsCostChart").columns.length === 7);
                mouseClick(child("insightsRange").children[3]);
                tryCompare(insights, "range", InsightsModel.Year);
                tryVerify(() => child("insightsCostChart").columns.length > 50);
                mouseClick(child("insightsRange").children[1]);
                tryCompare(insights, "range", InsightsModel.Month);
                tabTo("insightsGroup");
                keyClick(Qt.Key_Return);
                wait(80);
                keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                tryCompare(insights, "group", 1);
                tryCompare(child("insightsGroups"), "title", "By model");
                insights.group = 0;
            }

            function test_5_tabReachesEveryPart() {
                openInsights();
                for (const name of ["insightsBack", "insightsCsv", "insightsLatencyChart", "insightsVerdictsChart"])
                    tabTo(name);
                const exports = child("insightsExports");
                for (let i = 0; i < 40 && !exports.activeFocus; ++i)
                    keyClick(Qt.Key_Tab);
                verify(exports.activeFocus);
                for (const key of [Qt.Key_5, Qt.Key_0, Qt.Key_0, Qt.Key_Return])
                    keyClick(key);
                compare(insights.exports, 500);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.insightsOpen);
                insights.exports = 1000;
            }

            function test_6_pricesAndBudget() {
                openInsights();
                mouseClick(child("insightsPrices"));
                tryVerify(() => findChild(window.contentItem, "spendingCurrency")?.activeFocus);
                const type = text => { for (const key of text) keyClick(key); };
                type("EUR");
                child("spendingMachineHour").forceActiveFocus();
                type("1");
                child("spendingBudget").forceActiveFocus();
                type("x");
                keyClick(Qt.Key_Return);
                tryVerify(() => child("spendingProblem").text.includes("no number"));
                keyClick(Qt.Key_Backspace);
                type("500");
                mouseClick(child("spendingSet"));
                tryVerify(() => insights.budget.set);
                verify(insights.budget.headline.includes("500.00 EUR"), insights.budget.headline);
                // And shown again to type over.
                mouseClick(child("insightsPrices"));
                tryVerify(() => findChild(window.contentItem, "spendingCurrency")?.activeFocus);
                compare(child("spendingMachineHour").text, "1");
                compare(child("spendingWarnAt").text, "80");
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "spendingCurrency")?.visible);
                verify(window.insightsOpen);
            }

            function test_7_theTableIsWritten() {
                openInsights();
                mouseClick(child("insightsCsv"));
                const picker = findChild(mainWindow, "filePicker");
                tryVerify(() => picker.csv && picker.csv.visible);
                verify(picker.csv.selectedFile.toString().includes("mien-insights-"));
                picker.csv.reject();
                tryVerify(() => !picker.csv.visible);
                // As the dialog does, whose own parts are not ours to press.
                picker.csv.selectedFile = bench.folder + "/figures.csv";
                picker.csv.accepted();
                tryVerify(() => bench.sizeOf("figures.csv") > 500);
                tryVerify(() => bench.studio.notices.count === 1);
                // A message goes first, then the page.
                keyClick(Qt.Key_Escape);
                tryCompare(bench.studio.notices, "count", 0);
                verify(window.insightsOpen);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.insightsOpen);
            }

            function test_8_reviewAndInsightsTakeTurns() {
                openInsights();
                keyClick(Qt.Key_R, Qt.ControlModifier);
                tryVerify(() => window.reviewing && !window.insightsOpen);
                mouseClick(child("insights"));
                tryVerify(() => window.insightsOpen && !window.reviewing);
                mouseClick(child("insightsBack"));
                tryVerify(() => window.mixing);
            }
        }
    }
}
