package rollcall.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The presence events of one telling, each written once however many sockets hear it. Lane: the
/// workspace's.
final class FrameCache {
  private final Map<CachedFrame, List<ByteBuffer>> written = new HashMap<>();

  private record CachedFrame(DemoPresence presence, List<String> users, Fault.Shape shape) {}

  /// A frame's text as it goes over the line.
  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// What is said of these users: one event for all, or one each.
  ///
  /// @param shape never [Fault.Shape#AS_ASKED]
  List<ByteBuffer> events(DemoPresence presence, List<String> users, Fault.Shape shape) {
    return written.computeIfAbsent(new CachedFrame(presence, users, shape), FrameCache::write);
  }

  private static List<ByteBuffer> write(CachedFrame letter) {
    return switch (letter.shape()) {
      case SINGLE, AS_ASKED -> letter.users().stream().map(user -> single(letter, user)).toList();
      case BATCH -> List.of(batch("presence_change", letter));
      case ALIAS -> List.of(batch("presence_change_batch", letter));
    };
  }

  private static ByteBuffer single(CachedFrame letter, String user) {
    ObjectNode event = Json.event("presence_change").put("user", user);
    return bytes(event.put("presence", letter.presence().word()).toString());
  }

  private static ByteBuffer batch(String type, CachedFrame letter) {
    ObjectNode event = Json.event(type).put("presence", letter.presence().word());
    event.set("users", Json.array(letter.users()));
    return bytes(event.toString());
  }
}
