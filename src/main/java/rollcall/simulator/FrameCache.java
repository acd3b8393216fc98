package rollcall.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Cache of encoded presence events: each is encoded once per broadcast and shared by all sockets.
/// Thread: event loop.
final class FrameCache {
  private final Map<CachedFrame, List<ByteBuffer>> frames = new HashMap<>();

  private record CachedFrame(ActiveOrAway presence, List<String> users, Fault.Shape shape) {}

  /// Encodes a frame's text.
  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the events for these users: one for all, or one each.
  ///
  /// @param shape never [Fault.Shape#AS_ASKED]
  List<ByteBuffer> events(ActiveOrAway presence, List<String> users, Fault.Shape shape) {
    return frames.computeIfAbsent(new CachedFrame(presence, users, shape), FrameCache::write);
  }

  private static List<ByteBuffer> write(CachedFrame key) {
    return switch (key.shape()) {
      case SINGLE, AS_ASKED -> key.users().stream().map(user -> single(key, user)).toList();
      case BATCH -> List.of(batch("presence_change", key));
      case ALIAS -> List.of(batch("presence_change_batch", key));
    };
  }

  private static ByteBuffer single(CachedFrame key, String user) {
    ObjectNode event = SlackJsonCodec.event("presence_change").put("user", user);
    return bytes(event.put("presence", key.presence().word()).toString());
  }

  private static ByteBuffer batch(String type, CachedFrame key) {
    ObjectNode event = SlackJsonCodec.event(type).put("presence", key.presence().word());
    event.set("users", SlackJsonCodec.array(key.users()));
    return bytes(event.toString());
  }
}
