package org.pilothouse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** Types command lines and reads what comes. */
record Terminal(String... common) {
    record Answer(int status, String out, String err) {
        JsonNode json() {
            return Json.LENIENT.readTree(out);
        }

        JsonNode error() {
            return Json.LENIENT.readTree(err);
        }
    }

    Answer type(String... words) {
        String[] line = new String[common.length + words.length];
        System.arraycopy(common, 0, line, 0, common.length);
        System.arraycopy(words, 0, line, common.length, words.length);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), line);
        return new Answer(status, out.toString(), err.toString());
    }
}
