package rollcall.simulator;

import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Web API method.
///
/// @param scope scope that the token needs; empty for none
/// @param answer returns the response body
record Method(
    String name, Tier tier, String scope, Function<AuthorizedApiRequest, ObjectNode> answer) {}
