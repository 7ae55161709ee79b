package org.pilothouse.app.automation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Uses the console by the ids of its nodes, from any thread but the JavaFX one. Everything it does goes through the same
 * events as a person's hands would cause.
 */
public final class UiDriver {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The node of that id in any window; the front-most where there are several. */
    public Optional<Node> find(String id) {
        return onFx(() -> findNow(node -> id.equals(node.getId())));
    }

    public Node waitFor(String id) {
        waitUntil("there is a visible node " + id, () -> find(id).filter(UiDriver::isShowing)
                .isPresent());
        return find(id).orElseThrow();
    }

    public void waitUntilGone(String id) {
        waitUntil("there is no visible node " + id, () -> find(id).filter(UiDriver::isShowing)
                .isEmpty());
    }

    /** Whether it is there and can be seen. */
    public boolean isVisible(String id) {
        return onFx(() -> findNow(node -> id.equals(node.getId()))
                .filter(UiDriver::isShowing)
                .isPresent());
    }

    public boolean isEnabled(String id) {
        Node node = waitFor(id);
        return onFx(() -> !node.isDisabled());
    }

    /** Presses a button, toggle or check box, as soon as it can be pressed. */
    public void click(String id) {
        Node node = waitFor(id);
        waitUntil(id + " can be pressed", () -> onFx(() -> !node.isDisabled()));
        onFx(() -> {
            switch (node) {
                case CheckBox box -> box.fire();
                case ButtonBase button -> {
                    button.requestFocus();
                    button.fire();
                }
                default -> throw new IllegalArgumentException(id + " is no button: " + node);
            }
            return true;
        });
        settle();
    }

    /** Replaces the text of a field. */
    public void type(String id, String text) {
        Node node = waitFor(id);
        onFx(() -> {
            node.requestFocus();
            ((TextInputControl) node).setText(text);
            return true;
        });
        settle();
    }

    /** Presses a key where the focus is. */
    public void press(KeyCode code, KeyCode... modifiers) {
        onFx(() -> {
            Scene scene = focusedScene();
            Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
            List<KeyCode> held = List.of(modifiers);
            boolean control = held.contains(KeyCode.CONTROL);
            boolean shift = held.contains(KeyCode.SHIFT);
            boolean alt = held.contains(KeyCode.ALT);
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, alt, false));
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, shift, control, alt, false));
            return true;
        });
        settle();
    }

    /** Types a character where the focus is. */
    public void key(char character) {
        onFx(() -> {
            Scene scene = focusedScene();
            Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
            Event.fireEvent(
                    target,
                    new KeyEvent(
                            KeyEvent.KEY_TYPED,
                            String.valueOf(character),
                            "",
                            KeyCode.UNDEFINED,
                            false,
                            false,
                            false,
                            false));
            return true;
        });
        settle();
    }

    /** Every word that a node shows, those of its children included. */
    public String text(String id) {
        Node node = waitFor(id);
        return onFx(() -> texts(node).stream().collect(Collectors.joining(" | ")));
    }

    /** As {@link #text}, for a node at hand. */
    public String words(Node node) {
        return onFx(() -> String.join(" | ", texts(node)));
    }

    /** Every id in the front-most window that is used more than once. */
    public List<String> duplicateIds() {
        return onFx(() -> {
            List<String> seen = new ArrayList<>();
            List<String> twice = new ArrayList<>();
            for (Window window : Window.getWindows()) {
                visit(window.getScene().getRoot(), node -> {
                    String id = node.getId();
                    // Cells of a table take over the id of their column.
                    if (id != null && id.contains("/") && !(node instanceof TableCell<?, ?>) && isShowing(node)) {
                        (seen.contains(id) ? twice : seen).add(id);
                    }
                    return false;
                });
            }
            return twice;
        });
    }

    /** Every node with a semantic id, as {@code id: kind, words}. */
    public List<String> outline() {
        return onFx(() -> {
            List<String> lines = new ArrayList<>();
            for (Window window : Window.getWindows()) {
                visit(window.getScene().getRoot(), node -> {
                    if (node.getId() != null && isShowing(node)) {
                        lines.add(node.getId() + ": " + node.getClass().getSimpleName()
                                + (node.isDisabled() ? " (disabled)" : "") + ", "
                                + String.join(" ", texts(node)));
                    }
                    return false;
                });
            }
            return lines;
        });
    }

    public WritableImage picture() {
        return onFx(() -> focusedScene().snapshot(null));
    }

    public WritableImage picture(Stage stage) {
        return onFx(() -> stage.getScene().snapshot(null));
    }

    /** A picture of a window that has come to rest; where something in it never rests, of what it is after a second. */
    public WritableImage restingPicture(Stage stage) {
        settle();
        WritableImage before = picture(stage);
        for (int i = 0; i < 20; i++) {
            settle();
            WritableImage now = picture(stage);
            if (Arrays.equals(pixels(before), pixels(now))) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static int[] pixels(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return argb;
    }

    /** Lets what was started come to rest: queued work runs, and a frame is laid out, so that new controls are alive. */
    public void settle() {
        CompletableFuture<Boolean> painted = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                // A timer runs before the layout of its pulse; at the third, two layouts are done.
                if (++pulses == 3) {
                    stop();
                    painted.complete(true);
                }
            }
        }.start());
        get(painted);
    }

    public void waitUntil(String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "waited in vain until " + what + "; there is:\n" + String.join("\n", outline()));
                }
                settle();
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (AssertionError | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> T onFx(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return get(result);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scene focusedScene() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isFocused())
                .findFirst()
                .or(() -> Window.getWindows().stream()
                        .filter(window -> window instanceof Stage)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("no window is open"))
                .getScene();
    }

    private static Optional<Node> findNow(Predicate<Node> wanted) {
        Optional<Node> found = Optional.empty();
        for (Window window : Window.getWindows()) {
            Node[] match = new Node[1];
            visit(window.getScene().getRoot(), node -> {
                if (wanted.test(node) && (match[0] == null || isShowing(node))) {
                    match[0] = node;
                }
                return false;
            });
            if (match[0] != null) {
                found = Optional.of(match[0]);
            }
        }
        return found;
    }

    private static boolean isShowing(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null
                && node.getScene().getWindow() != null
                && node.getScene().getWindow().isShowing();
    }

    private static List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        visit(node, each -> {
            if (each instanceof TextInputControl input) {
                texts.add(input.getText());
                return true;
            }
            if (each instanceof Labeled labeled && !(each instanceof TableRow<?>) && isShowing(each)) {
                if (labeled.getText() != null && !labeled.getText().isBlank()) {
                    texts.add(labeled.getText());
                }
                // Its skin repeats the text, perhaps cut; its graphic has words of its own.
                if (labeled.getGraphic() != null) {
                    texts.addAll(texts(labeled.getGraphic()));
                }
                return true;
            }
            if (each instanceof Text text && isShowing(each) && !text.getText().isBlank()) {
                texts.add(text.getText());
            }
            return false;
        });
        return texts;
    }

    /** @param visitor answers whether to leave out what is inside */
    private static void visit(Node node, Predicate<Node> visitor) {
        if (!visitor.test(node) && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> visit(child, visitor));
        }
    }
}
