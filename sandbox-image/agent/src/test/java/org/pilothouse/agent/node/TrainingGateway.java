package org.pilothouse.agent.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The gateway in the training run of the image build: lets the agent do what it does in its life, often enough that the
 * AOT cache holds what is needed for it. Ends when it is done, and says so with a file.
 */
public final class TrainingGateway {
    private static final List<String> OPERATIONS = List.of(
            "{\"op\":\"screenshot\",\"display\":\"primary\"}",
            "{\"op\":\"screenshot\",\"display\":\"primary\",\"format\":\"jpeg\",\"max_width\":640}",
            "{\"op\":\"mouse\",\"action\":\"move\",\"x\":640,\"y\":300}",
            "{\"op\":\"mouse\",\"action\":\"click\",\"x\":640,\"y\":300}",
            "{\"op\":\"mouse\",\"action\":\"scroll\",\"x\":640,\"y\":300,\"delta_y\":1}",
            "{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"Größe, 世界\"}",
            "{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"ctrl+shift+Escape\"}",
            "{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"NoSuchKey\"}",
            "{\"op\":\"clipboard_write\",\"text\":\"text\"}",
            "{\"op\":\"snapshot\",\"include_tree\":true}",
            "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"Applications\"}}",
            "{\"op\":\"wait_for\",\"selector\":{\"kind\":\"a11y\",\"role\":\"frame\"},\"timeout_ms\":1000}",
            "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"No such thing\"},\"action\":{\"kind\":\"click\"}}",
            "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"Desktop\",\"role\":\"frame\"},"
                    + "\"action\":{\"kind\":\"focus\"}}");
    private static final int ROUNDS = 8;

    private TrainingGateway() {}

    /**
     * @param arguments the socket to listen on, and the file to make at the end
     */
    public static void main(String[] arguments) throws Exception {
        FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);
        gateway.listen(Path.of(arguments[0]), false);
        FakeGateway.Peer peer = gateway.awaitPeer();
        while (!peer.awaitRequest("desktop.status").path("state").asString().equals("active")) {
            // The desktop is being painted.
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (String operation : OPERATIONS) {
                peer.execute(operation);
            }
        }
        gateway.close();
        Files.writeString(Path.of(arguments[1]), "done\n");
        System.exit(0);
    }
}
