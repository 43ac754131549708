"""As much of a terminal's screen as a line editor needs: what stands where after the bytes that a program wrote."""

import re
import unicodedata

SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([@-~])|\x1b[()][0-9A-B]|\x1b[=>78M]")


class Screen:
    def __init__(self, rows, columns):
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.wraps = False
        self.bells = 0
        self.unfinished = ""

    @property
    def rows(self):
        return len(self.cells)

    @property
    def columns(self):
        return len(self.cells[0])

    def resize(self, rows, columns):
        """As terminals that do not reflow do: cut or padded on the right and at the end."""
        text = [(row + [" "] * columns)[:columns] for row in self.cells]
        spare = max(self.row + 1 - rows, 0)
        self.cells = (text[spare:] + [[" "] * columns for _ in range(rows)])[:rows]
        self.row, self.column, self.wraps = self.row - spare, min(self.column, columns - 1), False

    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def line(self):
        """The row of the cursor."""
        return self.lines()[self.row]

    def text(self):
        return "\n".join(self.lines()).rstrip("\n")

    def feed(self, text):
        text = self.unfinished + text
        self.unfinished = ""
        index = 0
        while index < len(text):
            if text[index] == "\x1b":
                match = SEQUENCE.match(text, index)
                if match is None:
                    self.unfinished = text[index:]
                    return
                if match.group(2):
                    self.control(match.group(1), match.group(2))
                index = match.end()
            else:
                self.put(text[index])
                index += 1

    def put(self, letter):
        if letter == "\r":
            self.column, self.wraps = 0, False
        elif letter == "\n":
            self.down()
        elif letter == "\b":
            self.column, self.wraps = max(self.column - 1, 0), False
        elif letter == "\t":
            self.column = min((self.column // 8 + 1) * 8, self.columns - 1)
        elif letter == "\a":
            self.bells += 1
        elif letter >= " " and not unicodedata.combining(letter):
            self.write(letter)

    def write(self, letter):
        width = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if self.wraps or self.column + width > self.columns:
            self.column = 0
            self.down()
        self.cells[self.row][self.column] = letter
        if width == 2:
            self.cells[self.row][self.column + 1] = ""
        self.column += width
        self.wraps = self.column >= self.columns
        self.column = min(self.column, self.columns - 1)

    def down(self):
        self.wraps = False
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.cells = self.cells[1:] + [[" "] * self.columns]

    def control(self, parameters, final):
        if parameters.startswith("?"):
            return
        numbers = [int(part or 0) for part in parameters.split(";")]
        count = max(numbers[0], 1)
        row = self.cells[self.row]
        self.wraps = False
        if final == "A":
            self.row = max(self.row - count, 0)
        elif final == "B":
            self.row = min(self.row + count, self.rows - 1)
        elif final == "C":
            self.column = min(self.column + count, self.columns - 1)
        elif final == "D":
            self.column = max(self.column - count, 0)
        elif final == "G":
            self.column = min(count, self.columns) - 1
        elif final == "H":
            self.row = min(count, self.rows) - 1
            self.column = min(max(numbers[1], 1), self.columns) - 1 if len(numbers) > 1 else 0
        elif final == "K":
            row[self.column :] = [" "] * (self.columns - self.column)
        elif final == "J":
            start = 0 if numbers[0] == 2 else self.column
            row[start:] = [" "] * (self.columns - start)
            for index in range(0 if numbers[0] == 2 else self.row + 1, self.rows):
                self.cells[index] = [" "] * self.columns
        elif final == "P":
            row[self.column : self.column + count] = []
            row += [" "] * (self.columns - len(row))
        elif final == "@":
            row[self.column : self.column] = [" "] * count
            del row[self.columns :]
        elif final == "X":
            row[self.column : self.column + count] = [" "] * min(count, self.columns - self.column)
