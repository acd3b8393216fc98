package rollcall.simulator;

/// Action of a script: a fault or a change to the workspace.
public sealed interface ScriptAction permits WorkspaceChange, Fault {}
