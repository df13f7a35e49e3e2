// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace phx::websocket {

//! \brief Incremental UTF-8 check: a character may be split over any number of calls.
//!
//! Refuses overlong forms, surrogates and values above U+10FFFF at the first byte that shows it.
class Utf8Validator
{
public:
    //! \return false if the bytes so far cannot be the start of valid text
    bool feed(QByteArrayView bytes);
    //! True between characters: the text may end here.
    [[nodiscard]] bool isComplete() const { return m_state == 0; }
    void reset() { m_state = 0; }

private:
    quint8 m_state = 0; //!< of the automaton in the .cpp; 0: between characters
};

} // namespace phx::websocket
