package rollcall.slack.rtm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Receipt of a sent message.
///
/// @param id id of the sent frame, unique within the client
/// @param ack Slack's reply, or null when none was awaited
public record SendReceipt(long id, RtmEvent.@Nullable Ack ack) {
  /// Slack's reply.
  ///
  /// @return the reply; empty when none was awaited
  public Optional<RtmEvent.Ack> reply() {
    return Optional.ofNullable(ack);
  }
}
