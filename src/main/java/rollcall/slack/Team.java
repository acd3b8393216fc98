package rollcall.slack;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Workspace, as `team.info` and `rtm.connect` describe it.
///
/// @param id id (`T…`)
/// @param name display name
/// @param domain first part of `<domain>.slack.com`, or blank
/// @param emailDomain domain whose email addresses may join, or blank; `team.info` only
/// @param icon address of its icon, 132 pixels wide, or null; `team.info` only
/// @param enterpriseId id of its organization (`E…`), or null
/// @param enterpriseName name of its organization, or null
public record Team(
    String id,
    String name,
    String domain,
    String emailDomain,
    @Nullable URI icon,
    @Nullable String enterpriseId,
    @Nullable String enterpriseName) {}
