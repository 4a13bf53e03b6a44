#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QImage>
#include <optional>
#include <vector>

#include "app/document/mix_document.h"
#include "app/model/side_work.h"

namespace mien {

class Notices;

/// New faces like the mix, a page of them: pictures of its variations, of which one can be taken. Thread: the window's.
class VariationsModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool open READ isOpen WRITE setOpen NOTIFY changed)
  Q_PROPERTY(double amount READ amount WRITE setAmount NOTIFY changed)
  Q_PROPERTY(bool first READ first NOTIFY changed)
  Q_PROPERTY(bool last READ last NOTIFY changed)
  Q_PROPERTY(int made READ made NOTIFY madeChanged)

 public:
  static constexpr int kPage = 9;
  enum Role { NumberRole = Qt::UserRole, PictureRole, CurrentRole };

  VariationsModel(Studio& studio, MixDocument& document, Notices& notices, QObject* parent = nullptr);

  void setEngine(const EngineInfo& engine);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool isOpen() const { return open_; }
  /// Shows the page that the mix's own variation is on; closing stops what is being made, and what was taken and not
  /// applied is let go.
  void setOpen(bool open);
  /// How much of each is drawn anew, 0..1.
  double amount() const { return amount_; }
  void setAmount(double amount);
  bool first() const { return page_ == 0; }
  bool last() const { return (page_ + 1) * kPage >= kVariations; }
  /// How many pictures of the page are there.
  int made() const { return made_; }
  Q_INVOKABLE void turnPage(int by);
  /// This one it is to be, until another one is taken: the mix and its history stay as they are, so that who cancels
  /// has lost nothing.
  Q_INVOKABLE void take(int row);
  /// The mix becomes what was taken last, as one step.
  Q_INVOKABLE void apply();

 Q_SIGNALS:
  void changed();
  void madeChanged();

 private:
  int numberAt(int row) const { return page_ * kPage + row + 1; }
  void showPage(int page);
  void follow();
  void make();
  void received(int row, const QImage& picture);

  MixDocument& document_;
  Notices& notices_;
  std::optional<EngineInfo> engine_;
  Recipe shown_;  ///< what the pictures vary
  std::optional<Variation> taken_;
  bool open_ = false;
  double amount_ = 0.5;
  int page_ = 0;
  int made_ = 0;
  std::vector<QImage> pictures_ = std::vector<QImage>(kPage);
  SideWork work_;  ///< last: ends before what it tells
};

}  // namespace mien
