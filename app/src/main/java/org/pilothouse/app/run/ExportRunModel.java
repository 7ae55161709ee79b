package org.pilothouse.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.run.Run;

/** What of a run is to be taken out of the gateway. Used on the UI thread alone. */
public final class ExportRunModel implements DialogRequest {
    private final Run run;
    private final Connections connections;
    private final Background background;
    private final Dialogs dialogs;
    private final Notifications notifications;
    private final BooleanProperty sensitive = new SimpleBooleanProperty();

    ExportRunModel(
            Run run, Connections connections, Background background, Dialogs dialogs, Notifications notifications) {
        this.run = run;
        this.connections = connections;
        this.background = background;
        this.dialogs = dialogs;
        this.notifications = notifications;
    }

    public String name() {
        return Ids.brief(run.workflowRunId());
    }

    /** Whether what may show secrets goes too. */
    public BooleanProperty sensitive() {
        return sensitive;
    }

    public String suggestedFile() {
        return "run-" + run.workflowRunId() + ".zip";
    }

    public void cancel() {
        dialogs.close(this);
    }

    /** Fetches it and writes it there; a file that is not whole never has that name. */
    public void save(Path file) {
        dialogs.close(this);
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty()) {
            return;
        }
        boolean all = sensitive.get();
        background.call(
                () -> fetch(session.get().client(), file, all),
                problem -> {
                    if (problem.isEmpty()) {
                        notifications.done("Exported run " + name(), file.toString());
                    } else {
                        notifications.failed(Problem.of(
                                "The file could not be saved.", problem, "Choose another folder.", "save_failed"));
                    }
                },
                failure -> notifications.failed(Problem.of("The run could not be exported.", failure)));
    }

    /** What kept the file from being written; empty where nothing did. */
    private String fetch(GatewayClient client, Path file, boolean all) throws GatewayException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                client.runs().export(run.workflowRunId(), all, out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return "";
        } catch (IOException e) {
            return Problem.sentence(e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException _) {
                // what is left is named as a part
            }
        }
    }
}
