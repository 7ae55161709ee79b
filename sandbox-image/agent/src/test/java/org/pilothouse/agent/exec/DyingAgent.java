package org.pilothouse.agent.exec;

import java.nio.file.Path;
import java.util.Map;
import org.pilothouse.agent.exec.ProcessRequest.Input;

/** An agent that starts one process after the other, of each kind, until it is killed. */
public final class DyingAgent {
    private DyingAgent() {}

    /**
     * @param arguments the folder of its state
     */
    public static void main(String[] arguments) throws Exception {
        Path state = Path.of(arguments[0]);
        UserProcesses processes =
                UserProcesses.open(state, Map.of("PATH", "/usr/bin:/bin", "HOME", "/tmp"), Path.of("/tmp"));
        Input[] inputs = {new Input.Pipe(), new Input.None(), new Input.Terminal(80, 24)};
        for (int i = 0; ; i++) {
            ProcessInfo info = processes.start(ProcessRequest.of(
                    Command.of("sh", "-c", "echo begun; sleep 600 & wait"), inputs[i % inputs.length]));
            System.out.println(info.id());
            if (i % 4 == 3) {
                processes.stop(info.id(), java.time.Duration.ofSeconds(5));
                processes.remove(info.id());
            }
        }
    }
}
