#pragma once
#include <QQmlNetworkAccessManagerFactory>

namespace mien {

/// For a window's QML engine: it loads what lies in the program or on this machine, and fetches nothing, whatever a
/// text from elsewhere names. Thread: any.
class OnlyLocal : public QQmlNetworkAccessManagerFactory {
 public:
  QNetworkAccessManager* create(QObject* parent) override;
};

}  // namespace mien
