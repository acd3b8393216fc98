package rollcall.slack;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Workspace, as `team.info` and `rtm.connect` describe it.
///
/// @param id `T…`
/// @param name the name
/// @param domain the first part of `<domain>.slack.com`, or blank
/// @param emailDomain whose mail addresses may join, or blank; `team.info` only
/// @param icon the address of its picture, or null; `team.info` only
/// @param enterpriseId the organization (`E…`) that it belongs to, or null
/// @param enterpriseName the organization's name, or null
public record Team(
    String id,
    String name,
    String domain,
    String emailDomain,
    @Nullable URI icon,
    @Nullable String enterpriseId,
    @Nullable String enterpriseName) {}
