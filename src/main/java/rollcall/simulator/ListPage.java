package rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Page of a list, with the cursor to the next page: opaque to clients, rejected when altered.
///
/// @param next the cursor; empty on the last page
record ListPage<T>(List<T> items, String next) {
  /// Slack's largest page.
  static final int LIMIT = 1000;

  /// Returns the page of `all` at `cursor` (empty for the first page); empty if the cursor does not
  /// belong to this list.
  static <T> Optional<ListPage<T>> of(List<T> all, String list, String cursor, int limit) {
    return position(list, cursor)
        .filter(from -> from <= all.size())
        .map(from -> {
          int to = Math.min(all.size(), from + Math.min(limit, LIMIT));
          String next = to < all.size() ? cursor(list, to) : "";
          return new ListPage<>(all.subList(from, to), next);
        });
  }

  /// Returns the answer of a method whose list this is.
  ///
  /// @param write adds an item to the array in `field`
  ObjectNode answer(String field, BiConsumer<ArrayNode, T> write) {
    ObjectNode answer = SlackJsonCodec.ok();
    ArrayNode array = answer.putArray(field);
    items.forEach(item -> write.accept(array, item));
    answer.putObject("response_metadata").put("next_cursor", next);
    return answer;
  }

  private static String cursor(String list, int position) {
    String plain = list + ":" + position + ":" + checksum(list, position);
    // Slack's cursors end in "=", which clients must encode.
    String padded = plain + " ".repeat((4 - plain.length() % 3) % 3);
    return Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Integer> position(String list, String cursor) {
    if (cursor.isEmpty()) {
      return Optional.of(0);
    }
    try {
      String plain = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      int position = Integer.parseInt(plain.split(":", 3)[1]);
      return cursor.equals(cursor(list, position)) ? Optional.of(position) : Optional.empty();
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static long checksum(String list, int position) {
    CRC32 crc = new CRC32();
    crc.update(("rollcall " + list + position).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
