"""Findings in words. Each is stored in both languages, so that a colleague reads it in theirs.

ENGLISH holds only what pyxform does not say well itself.
"""

ENGLISH = {
    "BAD_KEY": "The public key can't be read, so nobody could send answers. Give the base64 lines"
    " of an RSA key, without the lines BEGIN and END.",
    "TOO_BIG": "The workbook is too big.",
    "TOO_LONG": "Checking this form took too long and was ended.",
    "MACROS": "The workbook holds macros. Save it as a plain .xlsx file and upload it again.",
    "UNREADABLE": "This is not a workbook (.xlsx, .xls) or a form (.xml) that can be read.",
    "NOT_A_FORM": "This is not a usable form: {text}",
    "NO_JAVA": "ODK Validate did not look at this form, because Java is missing here. pyxform and"
    " the program's own reading found nothing wrong; open the form once in the browser before"
    " you publish it, and once in ODK Collect before a survey begins.",
    "EXPRESSION": "This formula can't be read: {text}",
    "NO_PLACE": "This formula names a question that the form doesn't have: {text}",
    "UNKNOWN_TYPE": "Unknown question type ‘{value}’. Correct the type in this cell.",
    "MAX_PIXELS": "Pictures are sent in full size. Add max-pixels=1024 to the parameters to send"
    " faster and save storage.",
    "OR_OTHER": "or_other together with translations leaves ‘Other’ untranslated. Write a choice"
    " and a text question of your own.",
    "LANGUAGE_CODES": "Write each language with its code, for example English (en) or 中文 (zh);"
    " without code: {value}.",
    "MISSING_TRANSLATION": "Language ‘{language}’ lacks on sheet {sheet}: {column}.",
    "NO_LIST": "The choice list ‘{value}’ is not on the choices sheet.",
    "SAME_COLUMN": "Two columns have the header ‘{column}’. Rename or delete one of them.",
    "INCLUDE": "‘include’ is not supported. Copy the other workbook's questions into this one.",
    "SKIPPED_ROW": "This row has no type, name or label and is left out.",
    "OLD_DEVICE": "‘{value}’ works only on phones older than Android 11; others leave it empty.",
    "NO_EXTERNAL_LIST": "The list ‘{value}’ is not on the external_choices sheet.",
    "CHOICE_WITH_SPACE": "The choice ‘{value}’ has a blank in its name. Where several may be"
    " chosen, names must have none.",
    "SAME_VERSION": "This version has already been published with other content. Write a new"
    " version in the settings sheet.",
    "OTHER_ID": "The form's id is ‘{value}’, but this questionnaire has the id ‘{wanted}’."
    " Answers are matched by it.",
}

CHINESE = {
    "OTHER": "检查程序提示：{text}",
    "ODK_VALIDATE": "ODK Validate 提示：{text}",
    "BAD_KEY": "公钥无法读取，答卷将无法发送。请填 RSA 公钥的 base64 内容，不含 BEGIN、END 两行。",
    "TOO_BIG": "工作簿过大。",
    "TOO_LONG": "检查这份问卷耗时过长，已中止。",
    "MACROS": "工作簿带有宏。请另存为普通 .xlsx 文件后重新上传。",
    "UNREADABLE": "无法读取：不是工作簿（.xlsx、.xls），也不是表单（.xml）。",
    "NOT_A_FORM": "不是可用的问卷：{text}",
    "NO_JAVA": "这台电脑没有 Java，ODK Validate 没有检查这份问卷。pyxform 和本程序自己的检查"
    "没有发现问题；发布前请先在浏览器里打开一次，调查开始前再用 ODK Collect 打开一次。",
    "EXPRESSION": "公式无法读取：{text}",
    "NO_PLACE": "公式提到的题目在问卷里不存在：{text}",
    "UNKNOWN_TYPE": "不认识题型“{value}”。请更正该单元格中的题型。",
    "MAX_PIXELS": "照片将按原尺寸发送。在 parameters 中加 max-pixels=1024，发送更快，也省空间。",
    "OR_OTHER": "同时使用 or_other 与多语言时，“其他”不会被翻译。请自行写一个选项和一道文字题。",
    "LANGUAGE_CODES": "请为每种语言注明代码，例如 English (en)、中文 (zh)；缺代码：{value}。",
    "MISSING_TRANSLATION": "语言“{language}”在 {sheet} 表缺少：{column}。",
    "FILE_EXTENSION": "“{value}”的文件名须以 .csv、.xml 或 .geojson 结尾。",
    "NO_TYPE": "这道题没有写题型（type）。",
    "NO_NAME": "这道题或这一组没有名称（name）。",
    "NO_LABEL": "这道题没有题干（label）。",
    "NO_LIST": "choices 表中没有选项列表“{value}”。",
    "NO_CHOICES_SHEET": "工作簿缺少 choices（选项）表。",
    "NO_SURVEY_SHEET": "工作簿缺少 survey（题目）表。",
    "NO_CALCULATION": "这道计算题没有写计算式（calculation）。",
    "SAME_COLUMN": "有两列的表头都是“{column}”。请改名或删去一列。",
    "INCLUDE": "不支持 include。请把另一份工作簿的题目复制到这里。",
    "SKIPPED_ROW": "这一行没有题型、名称和文字，已略过。",
    "OLD_DEVICE": "“{value}”只在 Android 11 以前的手机上有效，其他手机会留空。",
    "NO_EXTERNAL_LIST": "external_choices 表中没有列表“{value}”。",
    "CHOICE_WITH_SPACE": "选项名称“{value}”含有空格；多选题的选项名称不能有空格。",
    "AUDIT_PARAMETERS": "audit 要记录位置，须同时写 location-priority、location-min-interval"
    " 和 location-max-age。",
    "SEED": "使用 seed 时须同时写 randomize=true。",
    "OLD_SETTING": "设置项“{value}”已不再使用。",
    "SAME_VERSION": "该版本号已发布过，内容却不同。请在 settings 表写一个新版本号。",
    "OTHER_ID": "表单编号是“{value}”，而本问卷的编号是“{wanted}”。答卷靠编号对应。",
    "ENTITY_001": "save_to 无效：要保存为实体属性，须有 entities 表并声明一个实体。",
    "ENTITY_002": "save_to 属性“{saveto}”已在第 {other_row} 行使用。请删去或改名。",
    "ENTITY_003": "组和重复组不能保存为实体属性。请移走该行的 save_to。",
    "ENTITY_004": "entities 表中没有实体列表“{dataset}”。请核对 save_to 的写法，或补上声明。",
    "ENTITY_005": "实体列表“{dataset}”新建实体时须有 label。",
    "ENTITY_006": "实体列表“{dataset}”同时新建和更新时，须写 update_if。",
    "ENTITY_007": "实体列表“{dataset}”更新实体时，须写 entity_id。",
    "ENTITY_008": "声明了多个实体时，save_to 前须写列表名，例如 my_list#my_save_to。",
    "ENTITY_009": "每个组或重复组只能声明一个实体，该处（{scope}）已被第 {other_row} 行占用。",
    "ENTITY_011": "实体列表“{dataset}”的引用位置（{other_scope}）与这里的 save_to（{scope}）"
    "不相容。",
    "ENTITY_012": "实体列表“{dataset}”的引用位置（{other_scope}）与所引题目“{question}”（{scope}）"
    "不相容。",
    "ENTITY_013": "save_to 中最多只能有一个“#”。",
    "HEADER_001": "“{sheet_name}”表的表头无效，可能缺少表头行。",
    "HEADER_002": "“{sheet_name}”表有两列同义的表头：“{other}”和“{header}”。请改名或删去一列。",
    "HEADER_003": "“{sheet_name}”表缺少必需的表头：{missing}。",
    "HEADER_004": "choices 表的表头“{column}”无效：表头不能为空，也不能有空格。",
    "HEADER_005": "entities 表有不支持的列：{columns}。请核对列名或删去。",
    "INTERNAL_001": "转换程序内部错误（trigger）。",
    "INTERNAL_002": "转换程序内部错误（引用来源 {path}）。",
    "LABEL_001": "选项没有文字（label）。",
    "NAMES_001": "名称“{value}”重复：同一组或重复组内，题目、组的名称不得相同。",
    "NAMES_002": "名称“{value}”与另一名称只差大小写，分析时容易混淆。",
    "NAMES_003": "重复组名“{value}”不能与问卷根名（默认 data）相同。",
    "NAMES_004": "重复组名“{value}”在整份问卷中必须唯一。",
    "NAMES_005": "名称“meta”留给系统使用。",
    "NAMES_006": "选项没有名称（name）。",
    "NAMES_007": "同一选项列表内名称重复。如确有需要，请在 settings 表设 allow_choice_duplicates。",
    "NAMES_008": "名称无效：须以字母或下划线开头，其后只能是字母、数字、下划线、连字符或点。",
    "NAMES_009": "名称“{name}”无效：须以字母或下划线开头，其后只能是字母、数字、下划线、"
    "连字符或点。",
    "NAMES_010": "此处的名称不得以两个下划线开头。",
    "NAMES_011": "此处的名称不得含点。",
    "NAMES_012": "此处的名称不得为 name 或 label。",
    "NAMES_013": "没有找到名为“{sheet}”的表，却有名称相近的表：{candidates}。",
    "NAMES_014": "entities 表的 list_name 不得重复。",
    "NAMES_015": "entities 表的列表须有名称（list_name）。",
    "PYREF_001": "引用写法无效：须以 ${{ 开头，接题目名称，以 }} 结尾。",
    "PYREF_002": "引用列表中各引用之间须用逗号隔开。",
    "PYREF_003": "引用的题目“{q}”不在 survey 表中。",
    "PYREF_004": "引用的名称“{q}”在问卷中出现多次，须唯一。",
    "RANGE_001": "range 题的参数“{name}”必须是数字。",
    "RANGE_002": "range 题的参数“{name}”不能为 0。",
    "RANGE_003": "range 题的参数“{name}”不能大于起止之差。",
    "RANGE_004": "range 题的参数“{name}”必须是 step 的整数倍。",
    "RANGE_005": "range 题的参数“{name}”必须在起止之间。",
    "RANGE_006": "tick_labelset 必须是 choices 表中的选项列表。",
    "RANGE_007": "外观为 no-ticks 时，tick_labelset 只能有两个选项。",
    "RANGE_008": "tick_interval、placeholder、tick_labelset 只适用于 vertical、no-ticks"
    " 或默认外观。",
    "RANGE_009": "tick_labelset 的选项必须都是数字。",
    "RANGE_010": "tick_labelset 的选项必须在起止之间。",
    "RANGE_011": "tick_labelset 的选项必须等于起点加“{name}”的整数倍。",
    "RANGE_012": "外观为 no-ticks 时，tick_labelset 的选项只能是起点和终点。",
    "SURVEY_001": "“end {type}”没有对应的“begin {type}”（名称“{name}”）。",
    "SURVEY_002": "“begin {type}”没有对应的“end {type}”（名称“{name}”）。",
    "SURVEY_003": "geoshape、geotrace 题的参数 incremental 只能是 true 或不写。",
    "SURVEY_004": "参数须写成 key1=value1 key2=value2。",
    "SURVEY_005": "该题型可用的参数是 {accepted}；不可用：{rejected}。",
    "SURVEY_006": "reference-geometry 须是选项列表、实体列表、附件名或重复组的引用。",
    "SURVEY_007": "capture-accuracy 必须是数字。",
    "SURVEY_008": "warning-accuracy 必须是数字。",
    "SURVEY_009": "allow-mock-accuracy 只能是 true 或 false。",
}

# What ODK Validate says too shortly.
VALIDATE_ENGLISH = [
    (
        r"Parse error in XPath path: \[(?P<path>[^\]]+)\]",
        "ODK's programs cannot read the path {path}. Write the names of questions and groups"
        " (name) with Latin letters, digits and underscores only.",
    ),
]

VALIDATE_CHINESE = [
    (
        r"Invalid calculate for the bind attached to \"(?P<name>[^\"]+)\"\s*: ?(?P<why>.*)",
        "{name} 的计算式无法解析：{why}",
    ),
    (
        r"Invalid relevan\w+ for the bind attached to \"(?P<name>[^\"]+)\"\s*: ?(?P<why>.*)",
        "{name} 的显示条件无法解析：{why}",
    ),
    (
        r"Invalid constraint for the bind attached to \"(?P<name>[^\"]+)\"\s*: ?(?P<why>.*)",
        "{name} 的限制条件无法解析：{why}",
    ),
    (r"cannot handle function '(?P<name>[^']+)'", "没有名为“{name}”的函数。"),
    (r"Dependency cycles|Cycle detected", "计算式或条件互相循环引用。"),
    (r"The following nodes are likely involved", "循环可能涉及以下题目："),
    (r"Select question '(?P<name>[^']+)' has no choices", "选择题“{name}”没有选项。"),
    (
        r"Parse error in XPath path: \[(?P<path>[^\]]+)\]",
        "ODK 的程序读不了路径 {path}：题目和组的名称（name）请只用拉丁字母、数字和下划线。",
    ),
    (r"Error evaluating field '(?P<name>[^']+)'", "计算“{name}”时出错。"),
    (r"Mismatched brackets or parentheses(?P<why>.*)", "括号不配对{why}"),
]
