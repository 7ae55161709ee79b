/** The desktop as tools of the Model Context Protocol, over standard input and output or HTTP. */
@NullMarked
package org.pilothouse.desktop.mcp;

import org.jspecify.annotations.NullMarked;
