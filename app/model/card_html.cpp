#include "app/model/card_html.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace mien {
namespace {

constexpr double kParagraph = 8;  // px below one
constexpr double kHeading = 14;   // px above one
constexpr double kCell = 3;

}  // namespace

QString cardHtml(const QString& markdown) {
  QTextDocument card;
  card.setMarkdown(
      markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
  for (QTextBlock block = card.begin(); block.isValid(); block = block.next()) {
    QTextCursor cursor(block);
    if (cursor.currentTable() != nullptr || block.textList() != nullptr) continue;
    QTextBlockFormat format = block.blockFormat();
    format.setBottomMargin(kParagraph);
    if (format.headingLevel() > 0 && block.position() > 0) format.setTopMargin(kHeading);
    cursor.setBlockFormat(format);
  }
  for (QTextFrame* frame : card.rootFrame()->childFrames()) {
    auto* table = qobject_cast<QTextTable*>(frame);
    if (table == nullptr) continue;
    QTextTableFormat format = table->format();
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(kCell);
    format.setLeftMargin(-kCell);
    table->setFormat(format);
    for (int row = 0; row < table->rows(); ++row)
      for (int column = 1; column < table->columns(); ++column) {
        QTextTableCellFormat cell = table->cellAt(row, column).format().toTableCellFormat();
        cell.setLeftPadding(4 * kCell);
        table->cellAt(row, column).setFormat(cell);
      }
  }
  return card.toHtml();
}

}  // namespace mien
