package rollcall.testkit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/// Clock of whole milliseconds in a file shared by several processes; it advances only when one of
/// them sets it. A suspended process sees the new time when it resumes, as after a computer's
/// sleep.
public final class SharedClock implements InstantSource {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer millis;

  /// Opens the clock.
  ///
  /// @param file created if absent
  public SharedClock(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      millis = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli((long) LONG.getVolatile(millis, 0));
  }

  /// Sets the time for all processes.
  public void set(Instant now) {
    LONG.setVolatile(millis, 0, now.toEpochMilli());
  }
}
