package rollcall.slack.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackPresence;

/// Presence of the token's own user in detail: the response of `users.getPresence` without a user.
///
/// @param presence presence that other users see
/// @param online whether a client is connected
/// @param autoAway whether Slack set it to away after about ten minutes without activity
/// @param manualAway whether the user set it to away
/// @param connectionCount number of connected clients
/// @param lastActivity time of the last activity; null without a connected client
public record OwnPresence(
    SlackPresence presence,
    boolean online,
    boolean autoAway,
    boolean manualAway,
    int connectionCount,
    @Nullable Instant lastActivity) {}
