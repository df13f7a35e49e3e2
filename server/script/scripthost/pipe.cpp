// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/pipe.h"

#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace phx::server::script {

namespace {

constexpr qsizetype FlushBytes = 64 * 1024;
constexpr qint64 FlushMs = 20;

} // namespace

Pipe::Pipe()
{
    m_flushed.start();
}

bool Pipe::read()
{
    char bytes[FlushBytes];
    ssize_t size = 0;
    do {
        size = ::read(STDIN_FILENO, bytes, sizeof(bytes));
    } while (size < 0 && errno == EINTR);
    if (size <= 0)
        return false;
    m_in.append(QByteArray(bytes, size));
    return true;
}

std::optional<Frame> Pipe::next()
{
    if (!m_waiting.empty()) {
        Frame frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        return frame;
    }
    while (true) {
        if (auto frame = m_in.take())
            return frame;
        flush();
        if (m_in.isBroken() || !read())
            return std::nullopt;
    }
}

QByteArray Pipe::ask(const Frame &frame)
{
    write(frame);
    flush();
    while (true) {
        auto answer = m_in.take();
        if (!answer) {
            if (!read())
                std::_Exit(EXIT_SUCCESS);
            continue;
        }
        if (answer->kind == Kind::Answer)
            return answer->field(0);
        m_waiting.push_back(std::move(*answer));
    }
}

void Pipe::write(const Frame &frame)
{
    appendFrame(m_out, frame);
    if (m_out.size() >= FlushBytes || m_flushed.elapsed() >= FlushMs)
        flush();
}

void Pipe::flush()
{
    qsizetype written = 0;
    while (written < m_out.size()) {
        const ssize_t size =
            ::write(STDOUT_FILENO, m_out.constData() + written, size_t(m_out.size() - written));
        if (size < 0 && errno != EINTR)
            std::_Exit(EXIT_FAILURE);
        written += std::max<ssize_t>(size, 0);
    }
    m_out.clear();
    m_flushed.start();
}

} // namespace phx::server::script
