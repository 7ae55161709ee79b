/**
 * What a sandbox's agent offers, for other agents: a catalogue of actions, and the command line and the MCP server made of
 * it. The MCP SDK stays on the class path, as its own module name is not a legal one; the pom lets this module read it.
 */
module org.pilothouse.desktop {
    requires static transitive org.jspecify;
    requires transitive tools.jackson.databind;

    exports org.pilothouse.desktop.action;
    exports org.pilothouse.desktop.client;
    exports org.pilothouse.desktop.mcp;
}
