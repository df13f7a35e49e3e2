// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/serializer.h"

#include "server/protocol/jsonserializerv1.h"
#include "server/protocol/jsonserializerv2.h"
#include "server/protocol/supabaseserializer.h"

namespace phx::protocol {

const Serializer &Serializer::forVsn(Vsn vsn, Dialect dialect)
{
    static const JsonSerializerV1 v1;
    static const JsonSerializerV2 v2;
    static const SupabaseSerializer supabaseV2;
    if (vsn == Vsn::V1)
        return v1;
    if (dialect == Dialect::Supabase)
        return supabaseV2;
    return v2;
}

} // namespace phx::protocol
