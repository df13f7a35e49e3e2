#!/bin/sh
# Collects the texts of the window into the .ts files. Run it after a text changed, then translate what is
# marked "unfinished". Needs lupdate (qt6-l10n-tools); LUPDATE names another one.
set -eu
cd "$(dirname "$0")/../../ui"
lupdate=${LUPDATE:-/usr/lib/qt6/bin/lupdate}
files=../resources/translations/channelscope

# lupdate of Qt 6.4 does not follow `namespace phx::ui {`: it writes MainWindow where tr() looks for
# phx::ui::MainWindow. What Q_DECLARE_TR_FUNCTIONS names is right already.
declared=$(grep -rhoE 'Q_DECLARE_TR_FUNCTIONS\(phx::ui::[A-Za-z]+' . | sed 's/.*:://' | sort -u | paste -sd '|')
unqualify() { sed -Ei "/<name>phx::ui::($declared)</!s/<name>phx::ui::/<name>/" "$@"; }
qualify() { sed -Ei '/<name>phx::/!s/<name>/<name>phx::ui::/' "$@"; }

unqualify "$files"_*.ts
"$lupdate" -silent -no-obsolete -locations none -source-language en_US -target-language ja_JP . ../app/compose ../app/clients -ts "${files}_ja.ts"
"$lupdate" -silent -no-obsolete -locations none -source-language en_US -target-language en_US -pluralonly . ../app/compose ../app/clients \
    -ts "${files}_en.ts"
qualify "$files"_*.ts
