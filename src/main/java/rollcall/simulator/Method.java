package rollcall.simulator;

import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// One method of the Web API.
///
/// @param scope the scope that a token must have; empty for none
/// @param answer the body of the answer
record Method(String name, Tier tier, String scope, Function<ApiRequest, ObjectNode> answer) {}
