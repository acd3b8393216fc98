package rollcall.slack.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackPresence;

/// Presence of the token's own user in detail: the response of `users.getPresence` without a user.
///
/// @param presence what the others see
/// @param online whether a client is connected
/// @param autoAway whether Slack has made it away, because nothing was done for a while
/// @param manualAway whether the user has set it away
/// @param connectionCount how many clients are connected
/// @param lastActivity when something was last done, or null without a client
public record OwnPresence(
    SlackPresence presence,
    boolean online,
    boolean autoAway,
    boolean manualAway,
    int connectionCount,
    @Nullable Instant lastActivity) {}
