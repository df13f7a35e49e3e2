// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/serializer.h"

#include "server/protocol/jsonserializerv1.h"
#include "server/protocol/jsonserializerv2.h"
#include "server/protocol/supabaseserializerv1.h"
#include "server/protocol/supabaseserializerv2.h"

namespace phx::protocol {

const Serializer &Serializer::forVsn(Vsn vsn, Dialect dialect)
{
    static const JsonSerializerV1 v1;
    static const JsonSerializerV2 v2;
    static const SupabaseSerializerV1 supabaseV1;
    static const SupabaseSerializerV2 supabaseV2;
    const bool isSupabase = dialect == Dialect::Supabase;
    if (vsn == Vsn::V1)
        return isSupabase ? static_cast<const Serializer &>(supabaseV1) : v1;
    return isSupabase ? static_cast<const Serializer &>(supabaseV2) : v2;
}

} // namespace phx::protocol
