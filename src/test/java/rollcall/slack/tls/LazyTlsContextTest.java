package rollcall.slack.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class LazyTlsContextTest {
  @Test
  void theContextIsCreatedOnceAtItsFirstUse() {
    AtomicInteger created = new AtomicInteger();
    SSLContext lazy =
        LazyTlsContext.of(() -> {
          created.incrementAndGet();
          return standard();
        });
    assertEquals(0, created.get());
    assertEquals(
        standard().getDefaultSSLParameters().getProtocols().length,
        lazy.getDefaultSSLParameters().getProtocols().length);
    assertEquals("slack.com", lazy.createSSLEngine("slack.com", 443).getPeerHost());
    assertEquals(1, created.get());
  }

  private static SSLContext standard() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
