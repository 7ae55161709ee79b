package org.pilothouse.agent.engine;

import java.util.ArrayList;
import java.util.List;

/** The public client of the Model Context Protocol's makers, from npm. */
final class Inspector {
    private static final String PACKAGE = "@modelcontextprotocol/inspector@2.12.0";

    private Inspector() {}

    static boolean available() throws Exception {
        return Sandbox.run(List.of("sh", "-c", "command -v npx && npm view " + PACKAGE + " name"))
                        .status()
                == 0;
    }

    /**
     * @param server its address and how to get there, or the program to run
     * @return what it prints, also where the server refuses
     */
    static String run(List<String> server, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("timeout", "120", "npx", "--yes", PACKAGE, "--cli"));
        command.addAll(server);
        command.addAll(List.of(arguments));
        return Sandbox.run(command).text();
    }
}
