package rollcall.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the workspace says on the socket, line by line of slack-protocol 2.2, 3 and 4.
class SocketProtocolTest {
  private DemoWorkspace workspace;
  private String ada;
  private String jonas;
  private String kai;

  @BeforeEach
  void open() throws IOException {
    workspace = DemoWorkspace.start(DemoOptions.STANDARD.withFrozenPeople().withoutLimits());
    ada = workspace.people().get(0).id();
    jonas = workspace.people().get(1).id();
    kai = workspace.people().get(2).id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  private BareClient.Socket connect(String... args) {
    BareClient.Socket socket = BareClient.connect(workspace.apiUrl(), workspace.token(), args);
    assertEquals("{'type':'hello'}", socket.hear());
    return socket;
  }

  @Test
  void aPingIsAnsweredWithItsScalars() {
    BareClient.Socket socket = connect();
    socket.say("{'id':12,'type':'ping','time':1700000000000,'note':'x','list':[1],'yes':true}");
    assertEquals(
        "{'type':'pong','time':1700000000000,'note':'x','yes':true,'reply_to':12}", socket.hear());
  }
}
