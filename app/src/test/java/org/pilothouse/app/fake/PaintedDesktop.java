package org.pilothouse.app.fake;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A picture that looks like a sandbox at work, for screenshots of the console. */
public final class PaintedDesktop {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private PaintedDesktop() {}

    public static FakeDesktop make() {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, new Color(0x24476b), WIDTH, HEIGHT, new Color(0x122536)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        panel(g);
        browser(g);
        terminal(g);
        g.dispose();
        return new FakeDesktop(WIDTH, HEIGHT, image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
    }

    private static void panel(Graphics2D g) {
        g.setColor(new Color(0x20242a));
        g.fillRect(0, 0, WIDTH, 28);
        text(g, "Applications", 14, 19, 13, Font.PLAIN, 0xe6e9ee);
        text(g, "Shop – Browser", 130, 19, 13, Font.PLAIN, 0xaab2bd);
        text(g, "09:41", WIDTH - 58, 19, 13, Font.PLAIN, 0xe6e9ee);
    }

    private static void browser(Graphics2D g) {
        window(g, 90, 70, 860, 620, "Shop – Checkout");
        g.setColor(new Color(0xeef1f4));
        g.fillRect(90, 102, 860, 40);
        g.setColor(Color.WHITE);
        g.fill(new RoundRectangle2D.Double(180, 109, 640, 26, 12, 12));
        text(g, "https://shop.example/checkout", 198, 127, 13, Font.PLAIN, 0x39424e);
        g.setColor(Color.WHITE);
        g.fillRect(90, 142, 860, 548);
        text(g, "Checkout", 140, 200, 28, Font.BOLD, 0x1b2430);
        String[] rows = {"Wireless keyboard", "USB-C cable, 2 m", "Shipping"};
        String[] prices = {"59.00", "12.50", "4.90"};
        for (int i = 0; i < rows.length; i++) {
            int y = 250 + i * 44;
            text(g, rows[i], 140, y, 16, Font.PLAIN, 0x39424e);
            text(g, prices[i], 560, y, 16, Font.PLAIN, 0x39424e);
            g.setColor(new Color(0xdfe4ea));
            g.fillRect(140, y + 14, 480, 1);
        }
        text(g, "Total", 140, 392, 18, Font.BOLD, 0x1b2430);
        text(g, "76.40", 556, 392, 18, Font.BOLD, 0x1b2430);
        g.setColor(new Color(0x1f6feb));
        g.fill(new RoundRectangle2D.Double(140, 430, 180, 44, 8, 8));
        text(g, "Place order", 184, 458, 16, Font.BOLD, 0xffffff);
        g.setColor(new Color(0xf3f6f9));
        g.fill(new RoundRectangle2D.Double(680, 220, 220, 200, 10, 10));
        text(g, "Deliver to", 700, 254, 15, Font.BOLD, 0x1b2430);
        text(g, "12 Harbour Road", 700, 284, 14, Font.PLAIN, 0x39424e);
        text(g, "Port Example", 700, 306, 14, Font.PLAIN, 0x39424e);
    }

    private static void terminal(Graphics2D g) {
        window(g, 700, 460, 520, 300, "Terminal");
        g.setColor(new Color(0x14181d));
        g.fillRect(700, 492, 520, 268);
        String[] lines = {
            "agent@sandbox:~$ ./run-checkout.sh",
            "[1/4] open shop .......... ok",
            "[2/4] fill the cart ...... ok",
            "[3/4] address ............ ok",
            "[4/4] place order ........ waiting"
        };
        for (int i = 0; i < lines.length; i++) {
            g.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 14));
            g.setColor(new Color(i == 0 ? 0x8ddb8c : 0xd5dbe3));
            g.drawString(lines[i], 716, 520 + i * 22);
        }
    }

    private static void window(Graphics2D g, int x, int y, int width, int height, String title) {
        g.setColor(new Color(0, 0, 0, 70));
        g.fillRect(x + 6, y + 8, width, height);
        g.setColor(new Color(0x343b45));
        g.fill(new RoundRectangle2D.Double(x, y, width, 44, 12, 12));
        text(g, title, x + 16, y + 21, 13, Font.BOLD, 0xe6e9ee);
    }

    private static void text(Graphics2D g, String text, int x, int y, int size, int style, int colour) {
        g.setFont(new Font(Font.SANS_SERIF, style, size));
        g.setColor(new Color(colour));
        g.drawString(text, x, y);
    }
}
