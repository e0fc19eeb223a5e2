using DataflowSync.Testing.Http;

namespace DataflowSync.Testing.Records;

/// <summary>The JSON array of a list, rendered block by block.</summary>
/// <param name="format">How the records look.</param>
/// <param name="state">The list as it stood when the request came.</param>
/// <param name="category">Only what is in this category, or 0 for everything.</param>
/// <param name="numbersAsStrings">Whether numbers are sent as strings.</param>
internal sealed class ListBody(RecordFormat format, ListState state, int category, bool numbersAsStrings) : ResponseBody
{
    private const int FirstPass = 0;
    private const int RepeatsPass = 1;
    private const int Ended = 2;

    private int _pass;
    private int _index;
    private int _row;
    private int _num = state.NumOffset;
    private bool _opened;
    private bool _hasLateRepeats;

    public override int Fill(Span<byte> destination)
    {
        RecordWriter writer = new(destination, numbersAsStrings);
        if (!_opened)
        {
            writer.Raw("["u8);
            _opened = true;
        }

        while (_pass != Ended && writer.Free >= RecordFormat.MaxRecordBytes)
        {
            if (_index == state.Items.Length)
            {
                EndPass(ref writer);
            }
            else
            {
                WriteNextRow(ref writer);
            }
        }

        return writer.Written;
    }

    private void EndPass(ref RecordWriter writer)
    {
        if (_pass == FirstPass && _hasLateRepeats)
        {
            _pass = RepeatsPass;
            _index = 0;
            return;
        }

        writer.Raw("]"u8);
        _pass = Ended;
    }

    private void WriteNextRow(ref RecordWriter writer)
    {
        Item item = state.Items[_index];
        ItemCategories categories = format.CategoriesOf(item);
        int row = _row;
        bool late = categories.RepeatsLate && categories.Rows > 1;

        // A filtered list has one row an item, which reports the filter's category.
        if (category != 0)
        {
            _index++;
            if (categories.Contains(category))
            {
                Write(ref writer, item, in categories, category);
            }

            return;
        }

        bool repeats = _pass == RepeatsPass;
        _hasLateRepeats |= late;
        row = repeats ? Math.Max(row, 1) : row;
        int rows = late == repeats ? categories.Rows : 1;
        if (row < rows)
        {
            Write(ref writer, item, in categories, categories.Count == 0 ? 0 : categories[row]);
            row++;
        }

        (_index, _row) = row < rows ? (_index, row) : (_index + 1, 0);
    }

    private void Write(ref RecordWriter writer, Item item, in ItemCategories categories, int rowCategory)
    {
        if (_num > state.NumOffset)
        {
            writer.Raw(","u8);
        }

        format.WriteRow(ref writer, new Row(item, ++_num, categories, rowCategory));
    }
}
