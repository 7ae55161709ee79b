package org.pilothouse.rfb.fx.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.fx.testing.Fx;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
class TrustDialogTest {
    private static final ServerIdentity CERTIFICATE = new ServerIdentity(
            "desk.example:5901",
            ServerIdentity.Kind.CERTIFICATE,
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            "",
            ServerIdentity.Problem.UNKNOWN);

    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        stage.setScene(new Scene(new Label("the viewer"), 600, 400));
        stage.show();
    }

    @Test
    void whoPressesEnterInAHurryHasSaidNo(FxRobot robot) throws Exception {
        CompletableFuture<Boolean> answer = ask(robot);
        robot.type(KeyCode.ENTER);
        assertEquals(false, answer.get(20, TimeUnit.SECONDS));
    }

    @Test
    void escapeIsNoToo(FxRobot robot) throws Exception {
        CompletableFuture<Boolean> answer = ask(robot);
        robot.type(KeyCode.ESCAPE);
        assertEquals(false, answer.get(20, TimeUnit.SECONDS));
    }

    @Test
    void itTellsWhoAndWhyAndTheFingerprintAndTakesAYes(FxRobot robot) throws Exception {
        CompletableFuture<Boolean> answer = ask(robot);
        TextArea fingerprint = robot.lookup(".text-area").queryAs(TextArea.class);
        assertTrue(Fx.call(fingerprint::getText).contains("00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\n00:11"));
        assertTrue(robot.lookup((Label label) -> label.getText().contains("nobody known vouches for it"))
                .tryQuery()
                .isPresent());
        assertTrue(robot.lookup((Label label) -> label.getText().equals("Is this really desk.example:5901?"))
                .tryQuery()
                .isPresent());
        robot.clickOn("Connect and remember");
        assertEquals(true, answer.get(20, TimeUnit.SECONDS));
    }

    private CompletableFuture<Boolean> ask(FxRobot robot) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(new TrustDialog(stage, CERTIFICATE).ask()));
        Fx.await("the dialog", () -> robot.lookup("Do not connect").tryQuery().isPresent());
        Fx.await("the focus on no", () -> robot.lookup("Do not connect").query().isFocused());
        return answer;
    }
}
