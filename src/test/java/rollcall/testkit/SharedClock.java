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

/// A clock of whole milliseconds in a file that several processes look at; it stands still until
/// one of them moves it. A process that is stopped finds it moved when it goes on, as a computer
/// does after sleep.
public final class SharedClock implements InstantSource {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer millis;

  /// @param file is made if there is none
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

  /// From now on it is this time, for everybody.
  public void set(Instant now) {
    LONG.setVolatile(millis, 0, now.toEpochMilli());
  }
}
